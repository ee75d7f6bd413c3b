import {
  bestRatio,
  createEngines,
  fullAnalysisName,
  ownComments,
  reference,
  secondsOfEngines,
} from './report/engines.ts';

/** A few seconds of the analysis part of the report, for the tests: as JSON, the ratio of each of ours to the reference. */

const names = ['verbatim, sentiment', fullAnalysisName];
const engines = new Map([...createEngines()].filter(([name]) => [...names, reference].includes(name)));
const seconds = secondsOfEngines(engines, ownComments(1000), 16);
console.log(JSON.stringify(Object.fromEntries(names.map((name) => [name, bestRatio(seconds, name)]))));
