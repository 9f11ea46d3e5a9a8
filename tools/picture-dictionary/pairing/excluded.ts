/**
 * Names whose pictures show something else, found by looking at every picture: another sense of the word ("mac" is a raincoat, its icon a gun), the
 * animal instead of its meat, a detail that cannot be recognised, or a name that says nothing about a picture ("simple", a medicinal plant).
 */
export const excludedNames: ReadonlySet<string> = new Set(
  [
    'flying fox, apple maggot, peacock, seahorse, dragon, dolphin, fly, hopper, feline', // animals
    'embryo, cube, fuji, mei, rosette, bleeding heart, simple, vanilla, viola, caltrop, chicken, eel, flatfish, mussel, egg, sling, vino', // plants, food
    'crawfish, honeypot, tumbleweed, beet, wedge, drink, turkey, hops',
    'bola, diamond, engagement ring, mac, pin, slouch hat, thong, smock, bow tie', // clothes
    'cage, catapult, hearts, swing, rugby, electric, caterpillar, net, marbles', // pastimes, vehicles
    'reticule, bar, rifle, shotgun, can, sling, hatchet, rod', // tools and containers
    'body part, breast, bottom, chest, eyeball, nail, skull, valve, third eye, brain stem, internal organ', // body
    'charcuterie, plug, turret, construction, honeycomb, barricade', // buildings
    'angel, bank, cape, corsica, sands, sombrero, upgrade, victoria, crag, tenerife, oceania, africa, black sea, drop', // the earth
    'controller, memory, pointer, seal, client, braces, mute, upright, workstation, divider, burner, roll, display panel, rom, video', // devices
    'adult, beginner, donna, hand, head, jack, joker, lady, merman, signore, signorina, stripper, alien, einstein, woman, man, coach, boy, girl', // people
  ].flatMap((names) => names.split(', ')),
);
