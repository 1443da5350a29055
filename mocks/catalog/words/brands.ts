/** A maker and the names of its series; each sells in one root category. */
export interface Brand {
  readonly name: string;
  readonly rootId: string;
  /** No two brands share a series. */
  readonly series: readonly string[];
}

const brand = (rootId: string, name: string, ...series: string[]): Brand => ({ rootId, name, series });

/** Every brand of the shop; all are invented. */
export const brands: readonly Brand[] = [
  brand('home-and-living', 'Fennmark', 'Halden', 'Rimsjo', 'Askvoll', 'Torvik'),
  brand('home-and-living', 'Lumenfeld', 'Falter', 'Dimmer', 'Glimm', 'Abendrot'),
  brand('home-and-living', 'Maison Ardelle', 'Colline', 'Verger', 'Lisiere', 'Aubaine'),
  brand('home-and-living', 'Tessaro', 'Onda', 'Brezza', 'Sottile', 'Radice'),
  brand('home-and-living', 'Ombra & Elm', 'Wren', 'Thicket', 'Fallow', 'Larkfield'),
  brand('kitchen-and-dining', 'Brackwater', 'Harbour', 'Estuary', 'Pebble', 'Skerry'),
  brand('kitchen-and-dining', 'Casa Olmeda', 'Sierra', 'Alcova', 'Jara', 'Encina'),
  brand('kitchen-and-dining', 'Kessel & Rand', 'Sonntag', 'Rund', 'Herd', 'Kupferberg'),
  brand('kitchen-and-dining', 'Potterfield', 'Dapple', 'Chalk', 'Furrow', 'Kiln'),
  brand('kitchen-and-dining', 'Edge & Ember', 'Cinder', 'Whet', 'Anvil', 'Hearthside'),
  brand('outdoor', 'Norrsken Trail', 'Fjallet', 'Lavvu', 'Sarek', 'Abisko'),
  brand('outdoor', 'Highmoor', 'Tor', 'Drover', 'Bracken', 'Peat'),
  brand('outdoor', 'Cairnwell', 'Summit', 'Scree', 'Col', 'Ridgeway'),
  brand('outdoor', 'Tarn & Fell', 'Wastwater', 'Beck', 'Ullock', 'Crag'),
  brand('outdoor', 'Bivouac Nine', 'Dawn', 'Basecamp', 'Traverse', 'Nimbus'),
  brand('clothing', 'Wollgras', 'Moor', 'Heide', 'Winterling', 'Deich'),
  brand('clothing', 'Saltmarsh', 'Samphire', 'Tideline', 'Groyne', 'Dune'),
  brand('clothing', 'Atelier Brume', 'Matin', 'Ardoise', 'Velours', 'Passage'),
  brand('clothing', 'Hedgerow', 'Hawthorn', 'Sorrel', 'Bramble', 'Linnet'),
  brand('clothing', 'Kittiwake', 'Mizzen', 'Spray', 'Lookout', 'Jetty'),
  brand('clothing', 'Common Thread Co.', 'Marlow', 'Alder', 'Quince', 'Weir'),
  brand('electronics', 'Volta Nine', 'Arc', 'Ion', 'Pulse', 'Ampere'),
  brand('electronics', 'Signalhaus', 'Tonart', 'Takt', 'Klang', 'Leise'),
  brand('electronics', 'Kitsune Audio', 'Hoshi', 'Kaze', 'Nami', 'Yoru'),
  brand('electronics', 'Plugwell', 'Acorn', 'Snug', 'Tandem', 'Pocket'),
  brand('electronics', 'Slate & Wire', 'Graphite', 'Draft', 'Margin', 'Quill'),
  brand('kids', 'Pipkin', 'Pomelo', 'Biscuit', 'Tilly', 'Otto'),
  brand('kids', 'Holzmaus', 'Krumel', 'Fips', 'Bollo', 'Mika'),
  brand('kids', 'Little Heron', 'Puddle', 'Reed', 'Dragonfly', 'Pond'),
  brand('kids', 'Tumblewood', 'Knot', 'Sapling', 'Burrow', 'Conker'),
];
