/** Tie the parts of a turned phrase: "the food *was* cold", "the staff *seemed* rude". */
export const copulas: ReadonlySet<string> = new Set(
  (
    "is was are were be been being isn't wasn't aren't weren't seem seems seemed feel feels felt look looks looked " +
    'taste tastes tasted got gets getting came comes arrived remains stays stayed'
  ).split(' '),
);

/** Words that may stand inside a phrase without changing what it is about. */
export const fillers: ReadonlySet<string> = new Set([
  ...copulas,
  ...(
    'a an the my your our his her their its this that these those to of for in on at with by from and so very too ' +
    'really quite pretty just only even always often still also ever super extremely incredibly absolutely totally ' +
    'completely rather somewhat bit little more most much all any some not never me us you him them it i we they ' +
    'has have had get up out right kind sort of there here again'
  ).split(' '),
]);
