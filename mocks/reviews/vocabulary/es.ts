import type { Vocabulary } from './vocabulary.ts';

/** Spanish reviews. */
export const es: Vocabulary = {
  separator: ' ',
  titles: {
    5: [
      'Justo lo que buscaba',
      'Encantada con la compra',
      'Una maravilla',
      'Vale cada céntimo',
      'Lo recomiendo mucho',
      'Repetiré seguro',
    ],
    4: ['Muy bien, con un pero', 'Buena compra', 'Casi perfecto', 'Contento', 'Una apuesta segura'],
    3: ['No está mal', 'Cosas buenas y malas', 'Esperaba un poco más', 'Normalito', 'Cumple'],
    2: ['Algo decepcionada', 'No me convence', 'Mejorable', 'No es para mí', 'Por debajo de lo esperado'],
    1: ['No lo compréis', 'Devuelto', 'Muy decepcionante', 'Me arrepiento de la compra', 'Nunca más'],
  },
  openings: {
    5: [
      'Llevaba meses buscando algo así y por fin lo he encontrado.',
      'Es la segunda vez que lo compro, ahora como regalo para mi hermana.',
      'Lleva medio año en casa y me sigue alegrando verlo.',
      'Al principio tenía mis dudas, pero al día siguiente ya me había convencido.',
      'Tres amigas ya me han preguntado dónde lo compré.',
      'Solo puedo hablar bien de esta compra.',
    ],
    4: [
      'En general estoy muy contento con la compra.',
      'Después de seis semanas, volvería a elegirlo.',
      'Lo pedí por las opiniones, y casi todas tienen razón.',
      'Una buena compra que se queda a un paso de la quinta estrella.',
      'Comparamos mucho antes de decidirnos y no nos arrepentimos.',
    ],
    3: [
      'Tengo sentimientos encontrados.',
      'Tras un mes de uso diría que cumple, sin más.',
      'No es un mal producto, pero tampoco tiene nada especial.',
      'A mi marido le gusta más que a mí.',
      'Hace lo que tiene que hacer, con algunas reservas.',
    ],
    2: [
      'Quería que me gustara, pero no.',
      'Las fotos prometían más.',
      'A las dos semanas se me pasó la ilusión.',
      'Para mí no ha sido una buena compra.',
      'Si no se me hubiera pasado el plazo, lo habría devuelto.',
    ],
    1: [
      'No suelo escribir malas opiniones, pero esta la merece.',
      'Dinero tirado.',
      'Estoy muy enfadada con esta compra.',
      'Según lo saqué de la caja, volvió a ella.',
      'Aquí no hay nada que esté bien.',
    ],
  },
  closings: {
    5: [
      'Totalmente recomendable.',
      'Lo volvería a pedir sin pensarlo.',
      'Cinco estrellas bien merecidas.',
      '¡Gracias y seguid así!',
    ],
    4: [
      'Lo recomiendo.',
      'Aun así, muy buena elección.',
      'Volvería a comprarlo.',
      'Cuatro estrellas merecidas.',
    ],
    3: [
      'Puede que a otros les vaya mejor.',
      'Me lo quedo, pero la próxima vez miraré más.',
      'Tres estrellas me parecen justas.',
      'Si lo encontráis de oferta, puede merecer la pena.',
    ],
    2: [
      'No lo volvería a comprar.',
      'La próxima vez elegiré otra marca.',
      'Dos estrellas, y soy generoso.',
      'Comparad bien antes de decidir.',
    ],
    1: [
      'No se lo recomiendo a nadie.',
      'Mejor gastar el dinero en otra cosa.',
      'Nunca más.',
      'Una estrella porque no se puede poner cero.',
    ],
  },
  general: {
    quality: {
      good: [
        'Está bien hecho hasta el último detalle.',
        'Los materiales son mejores de lo que esperaba.',
        'Lo usamos a diario y sigue como el primer día.',
      ],
      minor: [
        'Los acabados podrían estar algo más cuidados.',
        'El mío traía un defecto diminuto que solo veo yo.',
      ],
      bad: [
        'Se estropeó a los pocos días.',
        'En cuanto lo coges se nota que es barato.',
        'Está hecho sin ningún cuidado.',
      ],
    },
    look: {
      good: [
        'Al natural es aún más bonito.',
        'El diseño es sencillo y bonito.',
        'Los colores son cálidos y combinan con todo.',
      ],
      minor: ['El color es un poco más oscuro de lo que pensaba.', 'El logotipo podría ser más discreto.'],
      bad: ['Al natural queda muy pobre.', 'El color es apagado y poco uniforme.'],
    },
    delivery: {
      good: [
        'Llegó en dos días y muy bien embalado.',
        'El paquete llegó incluso un día antes.',
        'El embalaje no lleva plástico, y se agradece.',
      ],
      minor: [
        'El envío tardó unos días más de lo anunciado.',
        'La caja era demasiado grande para lo que traía.',
      ],
      bad: [
        'Tres semanas de espera y nadie sabía dónde estaba el paquete.',
        'Llegó rayado porque casi no traía protección.',
      ],
    },
    value: {
      good: [
        'Por este precio es difícil encontrar algo mejor.',
        'No es barato, pero vale lo que cuesta.',
        'Muy buena relación calidad-precio frente a las grandes marcas.',
      ],
      minor: ['Unos euros menos serían lo justo.', 'Algo más caro que otros parecidos.'],
      bad: ['Carísimo para lo que es.', 'He visto cosas mejores por la mitad.'],
    },
    description: {
      good: [
        'Es tal como se ve en las fotos.',
        'La descripción era exacta en todo.',
        'Las medidas indicadas son correctas al milímetro.',
      ],
      minor: ['Un poco más pequeño de lo que imaginaba.', 'Unas fotos más en la tienda habrían ayudado.'],
      bad: ['Lo que llegó tiene poco que ver con las fotos.', 'Las medidas de la descripción están mal.'],
    },
  },
  groups: {
    lighting: {
      good: [
        'La luz es cálida y no deslumbra.',
        'Por la noche hace acogedora toda la habitación.',
        'En diez minutos estaba montada.',
      ],
      minor: ['El cable podría ser medio metro más largo.'],
      bad: ['Parpadea con cualquier bombilla.', 'El interruptor dejó de ir en una semana.'],
    },
    textiles: {
      good: [
        'Tan suave que el gato se lo ha quedado.',
        'Salió de la lavadora como nuevo.',
        'La tela es gruesa y agradable al tacto.',
      ],
      minor: ['Al principio suelta algo de pelusa.'],
      bad: ['Tras el primer lavado quedó deformado.', 'Suelta pelusa por todo el salón.'],
    },
    cookware: {
      good: ['Se agarra muy bien.', 'Se limpia en un minuto.', 'Da gusto cocinar con él.'],
      minor: ['Pesa algo más que el que tenía.'],
      bad: ['En una semana tenía manchas de óxido.', 'El mango se aflojó a los pocos usos.'],
    },
    tableware: {
      good: [
        'Ha pasado mil veces por el lavavajillas sin una marca.',
        'Los invitados siempre lo comentan.',
        'Tiene el peso justo en la mesa.',
      ],
      minor: ['Un poco alto para la bandeja superior del lavavajillas.'],
      bad: [
        'La primera pieza se desportilló en unos días.',
        'Con unos pocos lavados salieron marcas grises.',
      ],
    },
    outdoor: {
      good: [
        'Pasó la prueba en un fin de semana de lluvia en la sierra.',
        'Se lleva sin cansarse todo el día.',
        'Se nota que está pensado para la montaña.',
      ],
      minor: ['Guardarlo requiere un poco de práctica.'],
      bad: ['A la segunda salida nos dejó tirados.', 'Pesa demasiado para ir de ruta.'],
    },
    clothing: {
      good: [
        'El tejido es suave y no pica nada.',
        'Mantiene la forma después de muchos lavados.',
        'Me lo pongo casi todos los días.',
      ],
      minor: ['Conviene lavarlo antes de usarlo, al principio huele un poco.'],
      bad: ['Pica tanto que no me lo puedo poner.', 'Encogió a treinta grados.'],
    },
    electronics: {
      good: [
        'Funcionó nada más sacarlo de la caja.',
        'Lo uso a diario en la oficina y en el tren.',
        'Se lleva bien con todos mis aparatos.',
      ],
      minor: ['Las instrucciones podrían ser más claras.'],
      bad: ['A los nueve días dejó de funcionar.', 'Con mi teléfono no hay manera.'],
    },
    kids: {
      good: [
        'Nuestra hija ya no se separa de él.',
        'Sin bordes afilados y sin olores, como debe ser.',
        'De momento ha sobrevivido a dos niños pequeños.',
      ],
      minor: ['Nuestro hijo tardó unos días en hacerle caso.'],
      bad: ['Tiene un olor químico que no se va.', 'Con un niño pequeño no duró ni una semana.'],
    },
  },
};
