import type { WordNet } from './wordnet.ts';
import { widerConcepts } from './wordnet.ts';

/** A broad category: its label in the corpus, and the concepts of WordNet that it consists of, as `word.sense`. */
export interface Category {
  readonly label: string;
  readonly roots: readonly string[];
}

const category = (label: string, roots: string): Category => ({ label, roots: roots.split(' ') });

/**
 * In the order in which they are tried: a violin is a device too. The labels are words that definitions rarely contain;
 * an item whose text or name does contain its label is left out.
 */
export const categories: readonly Category[] = [
  category('furry', 'mammal.1'),
  category('aviary', 'bird.1'),
  category('terrarium', 'aquatic_vertebrate.1 reptile.1 amphibian.3 invertebrate.1'),
  category('greenery', 'produce.1 edible_fruit.1 vegetable.1 edible_nut.1'),
  category('menu', 'food.2 nutriment.1 beverage.1 foodstuff.2 dish.2'),
  category('greenery', 'plant.2 fungus.1 leaf.1'),
  category('wardrobe', 'clothing.1 footwear.2 jewelry.1 headdress.1 adornment.1'),
  category('pastime', 'musical_instrument.1 game_equipment.1 plaything.1 game.1 sport.1 sports_equipment.1'),
  category('traffic', 'vehicle.1'),
  category('workshop', 'tool.1 weapon.1 implement.1 weaponry.1'),
  category('furnishing', 'furniture.1 furnishing.2 container.1 home_appliance.1 kitchen_appliance.1 tableware.1'),
  category('architecture', 'structure.1'),
  category('gadget', 'electronic_equipment.1 machine.1 device.1 equipment.1 computer.1'),
  category('anatomy', 'body_part.1'),
  category('occupation', 'worker.1 adult.1 leader.1 creator.2 entertainer.1 combatant.1 traveler.1 intellectual.1'),
  category('geography', 'celestial_body.1 geological_formation.1 body_of_water.1 atmospheric_phenomenon.1 land.4 land.2'),
];

/**
 * Sorts concepts into categories.
 *
 * @returns the label of a concept by its id; undefined if it is in none of the categories
 * @throws RangeError if WordNet lacks a root
 */
export function labelling(wordNet: WordNet, from: readonly Category[] = categories): (id: string) => string | undefined {
  const labels = from.map(({ label, roots }) => ({ label, roots: roots.map((root) => rootConcept(wordNet, root)) }));
  return (id) => {
    const wider = widerConcepts(wordNet, id);
    return labels.find(({ roots }) => roots.some((root) => wider.has(root)))?.label;
  };
}

function rootConcept({ senses }: WordNet, root: string): string {
  const [word, sense] = root.split('.');
  const id = senses.get(word)?.[Number(sense) - 1];
  if (id !== undefined) return id;
  throw new RangeError(`labelling: expected a sense of WordNet 3.0, got ${root}. Use the pinned wordnet-base.`);
}
