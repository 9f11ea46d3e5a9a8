/** The 42 classes that are trained and tested on; a class's place is its number in LUMA. */
export const knownClasses: readonly string[] = (
  'man boy house woman girl table road horse dog ship bird mountain bed train bridge fish cloud chair cat baby castle forest television ' +
  'bear camel sea fox plain bus snake lamp clock lion tank palm rabbit pine cattle oak mouse frog ray'
).split(' ');

/** The 8 classes that are only ever shown as out of distribution; numbered from 42 on. */
export const oodClasses: readonly string[] = 'bicycle truck elephant roses wolf telephone bee whale'.split(' ');

/** All 50, by number. */
export const lumaClasses: readonly string[] = [...knownClasses, ...oodClasses];

const lumaNameOf = new Map([
  ['aquarium_fish', 'fish'],
  ['pickup_truck', 'truck'],
  ['oak_tree', 'oak'],
  ['rose', 'roses'],
  ['pine_tree', 'pine'],
  ['palm_tree', 'palm'],
]);

/** LUMA's name of a CIFAR class: "pickup_truck" is "truck"; most stay as they are. */
export const toLumaClass = (cifarName: string): string => lumaNameOf.get(cifarName) ?? cifarName;
