import type { Vocabulary } from './vocabulary.ts';

/** German reviews. */
export const de: Vocabulary = {
  separator: ' ',
  titles: {
    5: [
      'Genau das Richtige',
      'Rundum zufrieden',
      'Einfach toll',
      'Jeden Cent wert',
      'Lieblingsstück',
      'Immer wieder gern',
    ],
    4: ['Sehr gut, kleine Abzüge', 'Guter Kauf', 'Fast perfekt', 'Zufrieden', 'Kann man empfehlen'],
    3: ['Ganz in Ordnung', 'Licht und Schatten', 'Hatte etwas mehr erwartet', 'Durchschnitt', 'Geht so'],
    2: ['Leider enttäuscht', 'Nicht überzeugt', 'Da geht mehr', 'Nichts für mich', 'Unter den Erwartungen'],
    1: ['Finger weg', 'Ging sofort zurück', 'Sehr enttäuschend', 'Fehlkauf', 'Nie wieder'],
  },
  openings: {
    5: [
      'So etwas habe ich monatelang gesucht und hier endlich gefunden.',
      'Schon zum zweiten Mal gekauft, diesmal als Geschenk für meine Schwester.',
      'Seit einem halben Jahr bei uns und ich freue mich noch jeden Tag daran.',
      'Ich war erst skeptisch, aber nach einem Tag war ich überzeugt.',
      'Drei Freundinnen haben schon gefragt, wo es das gibt.',
      'Von mir gibt es für diesen Kauf nur Lob.',
    ],
    4: [
      'Insgesamt bin ich mit dem Kauf sehr zufrieden.',
      'Nach gut sechs Wochen würde ich mich wieder so entscheiden.',
      'Wegen der guten Bewertungen bestellt, und sie stimmen größtenteils.',
      'Ein guter Kauf, der den fünften Stern nur knapp verpasst.',
      'Wir haben lange verglichen und unsere Wahl nicht bereut.',
    ],
    3: [
      'Ich bin hin- und hergerissen.',
      'Nach einem Monat würde ich sagen: solide, mehr aber auch nicht.',
      'Kein schlechtes Produkt, aber auch nichts Besonderes.',
      'Meinem Mann gefällt es besser als mir.',
      'Es tut, was es soll, mit Einschränkungen.',
    ],
    2: [
      'Ich wollte es mögen, aber es geht nicht.',
      'Die Bilder haben mehr versprochen, als das Produkt hält.',
      'Nach zwei Wochen ist die erste Freude verflogen.',
      'Für mich war das leider kein guter Kauf.',
      'Hätte ich die Frist nicht verpasst, wäre es zurückgegangen.',
    ],
    1: [
      'Ich schreibe selten schlechte Bewertungen, aber hier muss es sein.',
      'Rausgeworfenes Geld.',
      'Über diesen Kauf ärgere ich mich wirklich.',
      'Kaum ausgepackt, war es schon wieder im Karton.',
      'Hier stimmt leider gar nichts.',
    ],
  },
  closings: {
    5: [
      'Klare Empfehlung.',
      'Würde ich sofort wieder bestellen.',
      'Fünf Sterne von mir.',
      'Danke und weiter so!',
    ],
    4: [
      'Ich kann es empfehlen.',
      'Trotzdem: Daumen hoch.',
      'Würde ich wieder kaufen.',
      'Vier verdiente Sterne.',
    ],
    3: [
      'Für andere passt es vielleicht besser.',
      'Ich behalte es, würde mich aber nächstes Mal länger umsehen.',
      'Drei Sterne finde ich fair.',
      'Im Angebot sähe ich es vielleicht anders.',
    ],
    2: [
      'Noch einmal würde ich es nicht kaufen.',
      'Nächstes Mal nehme ich eine andere Marke.',
      'Zwei Sterne, und das ist großzügig.',
      'Lieber vorher gut vergleichen.',
    ],
    1: [
      'Ich kann nur abraten.',
      'Das Geld ist woanders besser angelegt.',
      'Nie wieder.',
      'Ein Stern, weil null nicht geht.',
    ],
  },
  general: {
    quality: {
      good: [
        'Die Verarbeitung ist bis ins Detail sauber.',
        'Das Material ist besser, als ich erwartet hatte.',
        'Trotz täglicher Benutzung sieht man noch keine Spuren.',
      ],
      minor: [
        'An ein, zwei Stellen könnte die Verarbeitung sauberer sein.',
        'Meins hatte einen winzigen Makel, der außer mir keinem auffällt.',
      ],
      bad: [
        'Nach wenigen Tagen ging es auseinander.',
        'Schon beim Anfassen merkt man, wie billig es ist.',
        'Die Verarbeitung ist lieblos.',
      ],
    },
    look: {
      good: [
        'In echt sieht es noch schöner aus.',
        'Schlichtes, schönes Design.',
        'Die Farben sind warm und passen zu allem.',
      ],
      minor: ['Die Farbe ist eine Spur dunkler, als ich dachte.', 'Das Logo dürfte gern dezenter sein.'],
      bad: ['In echt wirkt es alles andere als hochwertig.', 'Die Farbe ist stumpf und etwas fleckig.'],
    },
    delivery: {
      good: [
        'Nach zwei Tagen da und gut verpackt.',
        'Die Lieferung kam sogar einen Tag früher.',
        'Verpackt ganz ohne Plastik, das finde ich gut.',
      ],
      minor: [
        'Die Lieferung dauerte ein paar Tage länger als angekündigt.',
        'Der Karton war viel zu groß für den Inhalt.',
      ],
      bad: [
        'Drei Wochen Lieferzeit, und niemand konnte mir sagen, wo das Paket ist.',
        'Kam verkratzt an, weil kaum Polster im Karton war.',
      ],
    },
    value: {
      good: [
        'Für den Preis findet man kaum etwas Besseres.',
        'Nicht billig, aber seinen Preis wert.',
        'Preis und Leistung stimmen, gerade im Vergleich mit den großen Marken.',
      ],
      minor: ['Ein paar Euro weniger wären fair.', 'Etwas teurer als vergleichbare Produkte.'],
      bad: [
        'Viel zu teuer für das, was man bekommt.',
        'Für den halben Preis habe ich schon Besseres gesehen.',
      ],
    },
    description: {
      good: [
        'Genau wie auf den Bildern.',
        'Die Beschreibung stimmte in jedem Punkt.',
        'Die angegebenen Maße stimmen auf den Millimeter.',
      ],
      minor: [
        'Etwas kleiner, als ich es mir vorgestellt hatte.',
        'Ein paar Fotos mehr im Shop hätten geholfen.',
      ],
      bad: [
        'Mit den Fotos hat das Gelieferte wenig zu tun.',
        'Die Maße in der Beschreibung sind schlicht falsch.',
      ],
    },
  },
  groups: {
    lighting: {
      good: [
        'Das Licht ist warm und blendet nicht.',
        'Abends macht es den ganzen Raum gemütlich.',
        'In zehn Minuten war alles montiert.',
      ],
      minor: ['Das Kabel dürfte einen halben Meter länger sein.'],
      bad: ['Es flackert, egal welches Leuchtmittel ich nehme.', 'Der Schalter war nach einer Woche kaputt.'],
    },
    textiles: {
      good: [
        'So weich, dass die Katze es sofort in Beschlag genommen hat.',
        'Kam aus der Wäsche wie neu.',
        'Der Stoff ist dick und fühlt sich angenehm an.',
      ],
      minor: ['Am Anfang fusselt es ein wenig.'],
      bad: ['Nach der ersten Wäsche war es völlig verzogen.', 'Es fusselt durch das ganze Wohnzimmer.'],
    },
    cookware: {
      good: [
        'Liegt sehr gut in der Hand.',
        'Ist in einer Minute wieder sauber.',
        'Damit macht das Kochen Freude.',
      ],
      minor: ['Etwas schwerer als mein altes Stück.'],
      bad: ['Nach einer Woche voller Rostflecken.', 'Der Griff hat sich nach ein paar Mal gelockert.'],
    },
    tableware: {
      good: [
        'Hat schon viele Spülgänge ohne Spuren überstanden.',
        'Gäste sprechen uns jedes Mal darauf an.',
        'Hat genau das richtige Gewicht am Tisch.',
      ],
      minor: ['Für den oberen Korb der Spülmaschine etwas zu hoch.'],
      bad: [
        'Schon nach Tagen war das erste Stück angeschlagen.',
        'Nach einigen Spülgängen kamen graue Schlieren.',
      ],
    },
    outdoor: {
      good: [
        'Hat sich an einem Regenwochenende in den Bergen bewährt.',
        'Leicht genug für den ganzen Tag.',
        'Man merkt, dass hier Leute am Werk waren, die selbst wandern.',
      ],
      minor: ['Das Zusammenpacken braucht etwas Übung.'],
      bad: ['Schon auf der zweiten Tour hat es uns im Stich gelassen.', 'Viel zu schwer für eine Wanderung.'],
    },
    clothing: {
      good: [
        'Der Stoff ist weich und kratzt kein bisschen.',
        'Behält auch nach vielen Wäschen die Form.',
        'Ich trage es fast jeden Tag.',
      ],
      minor: ['Vor dem ersten Tragen waschen, es riecht anfangs etwas.'],
      bad: ['Es kratzt so sehr, dass ich es nicht tragen kann.', 'Bei dreißig Grad eingelaufen.'],
    },
    electronics: {
      good: [
        'Auspacken, anschließen, läuft.',
        'Ich benutze es täglich im Büro und in der Bahn.',
        'Versteht sich mit allen meinen Geräten.',
      ],
      minor: ['Die Anleitung könnte klarer sein.'],
      bad: ['Nach neun Tagen ging nichts mehr.', 'Mit meinem Telefon will es einfach nicht.'],
    },
    kids: {
      good: [
        'Unsere Tochter will gar nicht mehr ohne.',
        'Keine scharfen Kanten, kein Geruch, so muss es sein.',
        'Hat bisher zwei Kleinkinder überlebt.',
      ],
      minor: ['Unser Sohn brauchte ein paar Tage, um warm zu werden.'],
      bad: ['Riecht chemisch, und das geht auch nicht weg.', 'Bei einem Kleinkind hielt es keine Woche.'],
    },
  },
};
