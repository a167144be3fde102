import type { Chance } from '../../sim/index.ts';

/* Words of moby's internal/namesgenerator; a part of them, enough for a lab. */
const adjectives =
  'admiring amazing awesome blissful bold brave busy charming clever cool cranky crazy dazzling determined distracted dreamy eager ecstatic elastic elated elegant eloquent epic exciting fervent festive flamboyant focused friendly frosty funny gallant gifted goofy gracious great happy hardcore heuristic hopeful hungry infallible inspiring intelligent interesting jolly jovial keen kind laughing loving lucid magical modest musing mystifying naughty nervous nice nifty nostalgic objective optimistic peaceful pedantic pensive practical priceless quirky quizzical recursing relaxed reverent romantic sad serene sharp silly sleepy stoic strange stupefied suspicious sweet tender thirsty trusting unruffled upbeat vibrant vigilant vigorous wizardly wonderful xenodochial youthful zealous zen';
const surnames =
  'albattani allen archimedes babbage banach bardeen bartik bassi bell bhabha blackwell bohr booth borg bose brahmagupta brattain brown carson cerf chandrasekhar curie curran darwin davinci dijkstra easley einstein elion engelbart euclid euler fermat fermi feynman franklin galileo galois gates goldberg golick goodall hamilton hawking heisenberg hermann hodgkin hopper hypatia jang jepsen johnson joliot jones kalam kare keller kepler khorana kilby kirch knuth kowalevski lalande lamarr lamport leakey leavitt lewin lovelace lumiere mayer mcclintock meitner mendel mestorf mirzakhani morse newton nightingale nobel noether panini pare pasteur perlman pike poincare ptolemy raman ride ritchie rosalind saha sammet sanderson shannon sinoussi snyder stallman swartz swirles tesla thompson torvalds turing varahamihira visvesvaraya volhard wescoff williams wilson wing wozniak wright yalow yonath';

/** A name that nobody uses, `distracted_bassi`; never boring_wozniak, as Steve Wozniak is not boring. */
export function randomName(chance: Chance, taken: (name: string) => boolean): string {
  const pick = (words: string): string => {
    const list = words.split(' ');
    return list[chance.integer('name', 'container', list.length)] as string;
  };
  for (let round = 0; ; round++) {
    const name = `${pick(adjectives)}_${pick(surnames)}${round > 5 ? round : ''}`;
    if (!taken(name)) return name;
  }
}
