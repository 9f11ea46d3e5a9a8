/** The ten classes as Fashion-MNIST numbers them; `T-shirt/top` and `Bag` go by the words that are spoken and written of them. */
export const labels = ['t-shirt', 'trouser', 'pullover', 'dress', 'coat', 'sandal', 'shirt', 'sneaker', 'bag', 'ankle boot'];

/** A label as a part of a file name. */
export const slug = (label) => label.replaceAll(' ', '-');
