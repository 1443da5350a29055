import type { Vocabulary } from './vocabulary.ts';

/** French reviews. */
export const fr: Vocabulary = {
  separator: ' ',
  titles: {
    5: [
      'Exactement ce que je cherchais',
      'Un vrai coup de cœur',
      'Parfait',
      'Je recommande vivement',
      'Ravie de mon achat',
      'Rien à redire',
    ],
    4: ['Très bien, à un détail près', 'Bon achat', 'Presque parfait', 'Satisfait', 'Une valeur sûre'],
    3: [
      'Correct, sans plus',
      'Du bon et du moins bon',
      'Je m’attendais à un peu mieux',
      'Moyen',
      'Avis partagé',
    ],
    2: ['Plutôt déçue', 'Pas convaincu', 'Peut mieux faire', 'Pas pour moi', 'En dessous de mes attentes'],
    1: ['À éviter', 'Renvoyé aussitôt', 'Très décevant', 'Je regrette cet achat', 'Plus jamais'],
  },
  openings: {
    5: [
      'Je cherchais quelque chose comme ça depuis des mois et je l’ai enfin trouvé.',
      'C’est le deuxième que j’achète, cette fois pour l’offrir à ma sœur.',
      'Il est chez nous depuis six mois et c’est toujours un plaisir.',
      'J’étais un peu sceptique, mais j’ai été conquis dès le premier jour.',
      'Trois amies m’ont déjà demandé où je l’avais acheté.',
      'Un achat dont je suis enchantée.',
    ],
    4: [
      'Dans l’ensemble, je suis très content de cet achat.',
      'Après six semaines, je referais le même choix.',
      'Commandé sur la foi des avis, et ils disent vrai pour l’essentiel.',
      'Un bon achat, il manque juste un petit rien pour la cinquième étoile.',
      'Nous avons longtemps comparé et nous ne regrettons pas notre choix.',
    ],
    3: [
      'Je suis partagée sur ce produit.',
      'Après un mois, je dirais que c’est honnête, ni plus ni moins.',
      'Pas un mauvais produit, mais rien d’exceptionnel non plus.',
      'Il plaît davantage à mon mari qu’à moi.',
      'Il fait ce qu’on lui demande, avec quelques réserves.',
    ],
    2: [
      'J’aurais voulu l’aimer, mais non.',
      'Les photos promettaient davantage.',
      'Au bout de deux semaines, l’enthousiasme est retombé.',
      'Pour moi, ce n’était pas une bonne affaire.',
      'Si je n’avais pas laissé passer le délai, je l’aurais renvoyé.',
    ],
    1: [
      'J’écris rarement des avis négatifs, mais là, il le faut.',
      'De l’argent jeté par les fenêtres.',
      'Je suis vraiment fâchée de cet achat.',
      'À peine déballé, déjà remis dans le carton.',
      'Rien ne va dans ce produit.',
    ],
  },
  closings: {
    5: [
      'Je recommande les yeux fermés.',
      'Je le rachèterais sans hésiter.',
      'Cinq étoiles bien méritées.',
      'Merci et continuez ainsi !',
    ],
    4: [
      'Je le recommande.',
      'Cela reste un très bon choix.',
      'Je le rachèterais.',
      'Quatre étoiles méritées.',
    ],
    3: [
      'Il conviendra peut-être mieux à d’autres.',
      'Je le garde, mais la prochaine fois je comparerai davantage.',
      'Trois étoiles me semblent justes.',
      'En promotion, pourquoi pas.',
    ],
    2: [
      'Je ne le rachèterais pas.',
      'La prochaine fois, je prendrai une autre marque.',
      'Deux étoiles, et je suis généreux.',
      'Comparez bien avant de commander.',
    ],
    1: [
      'Je le déconseille à tout le monde.',
      'Gardez votre argent.',
      'Plus jamais.',
      'Une étoile, faute de pouvoir mettre zéro.',
    ],
  },
  general: {
    quality: {
      good: [
        'Les finitions sont soignées jusque dans les détails.',
        'Les matériaux sont meilleurs que je ne le pensais.',
        'Aucune trace d’usure, pourtant nous nous en servons tous les jours.',
      ],
      minor: [
        'Les finitions pourraient être plus nettes par endroits.',
        'Le mien avait un minuscule défaut que personne d’autre ne verrait.',
      ],
      bad: [
        'Il s’est abîmé au bout de quelques jours.',
        'On sent le bas de gamme dès qu’on le prend en main.',
        'La fabrication est bâclée.',
      ],
    },
    look: {
      good: [
        'Il est encore plus beau en vrai.',
        'Un design simple et élégant.',
        'Les couleurs sont chaudes et vont avec tout.',
      ],
      minor: ['La couleur est un peu plus foncée que prévu.', 'Le logo pourrait être plus discret.'],
      bad: ['En vrai, il n’a aucune allure.', 'La couleur est terne et pas très uniforme.'],
    },
    delivery: {
      good: [
        'Livré en deux jours et très bien emballé.',
        'Le colis est même arrivé avec un jour d’avance.',
        'Un emballage sans plastique, j’apprécie.',
      ],
      minor: [
        'La livraison a pris quelques jours de plus que prévu.',
        'Le carton était bien trop grand pour son contenu.',
      ],
      bad: [
        'Trois semaines d’attente et personne ne savait où était le colis.',
        'Arrivé rayé, car il n’y avait presque aucune protection.',
      ],
    },
    value: {
      good: [
        'À ce prix, difficile de trouver mieux.',
        'Pas donné, mais il vaut son prix.',
        'Excellent rapport qualité-prix, surtout face aux grandes marques.',
      ],
      minor: ['Quelques euros de moins seraient justes.', 'Un peu plus cher que ses concurrents.'],
      bad: ['Beaucoup trop cher pour ce que c’est.', 'J’ai vu mieux à moitié prix.'],
    },
    description: {
      good: [
        'Tout à fait conforme aux photos.',
        'La description était exacte en tout point.',
        'Les dimensions annoncées sont justes au millimètre.',
      ],
      minor: [
        'Un peu plus petit que je ne l’imaginais.',
        'Quelques photos de plus sur le site auraient aidé.',
      ],
      bad: [
        'Ce que j’ai reçu n’a pas grand-chose à voir avec les photos.',
        'Les dimensions indiquées sont tout simplement fausses.',
      ],
    },
  },
  groups: {
    lighting: {
      good: [
        'La lumière est chaude et n’éblouit pas.',
        'Le soir, toute la pièce devient chaleureuse.',
        'Monté en dix minutes.',
      ],
      minor: ['Le câble mériterait cinquante centimètres de plus.'],
      bad: ['Elle clignote, quelle que soit l’ampoule.', 'L’interrupteur a lâché au bout d’une semaine.'],
    },
    textiles: {
      good: [
        'Si doux que le chat se l’est approprié.',
        'Il ressort du lavage comme neuf.',
        'Le tissu est épais et agréable au toucher.',
      ],
      minor: ['Il perd quelques fibres au début.'],
      bad: ['Complètement déformé après le premier lavage.', 'Il perd ses fibres dans tout le salon.'],
    },
    cookware: {
      good: ['Très bonne prise en main.', 'Se nettoie en une minute.', 'Cuisiner avec est un vrai plaisir.'],
      minor: ['Un peu plus lourd que mon ancien.'],
      bad: [
        'Des taches de rouille au bout d’une semaine.',
        'Le manche s’est desserré après quelques utilisations.',
      ],
    },
    tableware: {
      good: [
        'Il passe au lave-vaisselle sans une marque.',
        'Les invités nous en parlent à chaque fois.',
        'Il a juste le bon poids à table.',
      ],
      minor: ['Un peu trop haut pour le panier supérieur du lave-vaisselle.'],
      bad: ['Ébréché au bout de quelques jours.', 'Des traces grises sont apparues après quelques lavages.'],
    },
    outdoor: {
      good: [
        'Il a fait ses preuves un week-end de pluie en montagne.',
        'Assez léger pour le porter toute la journée.',
        'On voit que tout a été pensé pour la randonnée.',
      ],
      minor: ['Il faut un peu d’entraînement pour le ranger.'],
      bad: ['Il nous a lâchés dès la deuxième sortie.', 'Beaucoup trop lourd pour la randonnée.'],
    },
    clothing: {
      good: [
        'La matière est douce et ne gratte pas du tout.',
        'Il garde sa forme après de nombreux lavages.',
        'Je le porte presque tous les jours.',
      ],
      minor: ['À laver avant de le porter, il sent un peu au début.'],
      bad: ['Il gratte tellement que je ne peux pas le porter.', 'Il a rétréci à trente degrés.'],
    },
    electronics: {
      good: [
        'Il a fonctionné dès la sortie de la boîte.',
        'Je m’en sers tous les jours au bureau et dans le train.',
        'Il s’entend avec tous mes appareils.',
      ],
      minor: ['La notice pourrait être plus claire.'],
      bad: ['En panne au bout de neuf jours.', 'Impossible de l’utiliser avec mon téléphone.'],
    },
    kids: {
      good: [
        'Notre fille ne veut plus s’en séparer.',
        'Ni bord coupant ni odeur, comme il se doit.',
        'Il a survécu à deux tout-petits jusqu’ici.',
      ],
      minor: ['Notre fils a mis quelques jours à l’adopter.'],
      bad: ['Une odeur chimique qui ne part pas.', 'Avec un petit enfant, il n’a pas tenu une semaine.'],
    },
  },
};
