/** The 42 classes of train and test. The index of a class is its number in LUMA. */
export const knownClasses: readonly string[] = (
  'man boy house woman girl table road horse dog ship bird mountain bed train bridge fish cloud chair cat baby castle forest television ' +
  'bear camel sea fox plain bus snake lamp clock lion tank palm rabbit pine cattle oak mouse frog ray'
).split(' ');

/** The 8 out-of-distribution classes, numbered from 42. */
export const oodClasses: readonly string[] = 'bicycle truck elephant roses wolf telephone bee whale'.split(' ');

/** All 50 classes, by number. */
export const lumaClasses: readonly string[] = [...knownClasses, ...oodClasses];

const lumaNames = new Map([
  ['aquarium_fish', 'fish'],
  ['pickup_truck', 'truck'],
  ['oak_tree', 'oak'],
  ['rose', 'roses'],
  ['pine_tree', 'pine'],
  ['palm_tree', 'palm'],
]);

/** LUMA's name of a CIFAR class, such as "truck" for "pickup_truck". Most names are the same. */
export const toLumaClass = (cifarName: string): string => lumaNames.get(cifarName) ?? cifarName;
