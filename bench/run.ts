import { run as analysis } from './analysis.ts';
import { run as day } from './day.ts';
import { run as intake } from './intake.ts';
import { run as memory } from './memory.ts';
import { run as pipeline } from './pipeline.ts';
import { run as reading } from './reading.ts';
import { run as reanalysis } from './reanalysis.ts';
import { run as views } from './views.ts';

/** All measurements, one after the other. Compare ratios within a run, never seconds of two runs. */
await reading();
await intake();
await analysis();
await pipeline();
await reanalysis(20_000);
await day();
await views();
await memory();
