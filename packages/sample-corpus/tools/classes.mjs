/** The ten classes in the order of Fashion-MNIST; `T-shirt/top` and `Bag` have the names that are spoken. */
export const labels = ['t-shirt', 'trouser', 'pullover', 'dress', 'coat', 'sandal', 'shirt', 'sneaker', 'bag', 'ankle boot'];

/** A label as a part of a file name. */
export const slug = (label) => label.replaceAll(' ', '-');
