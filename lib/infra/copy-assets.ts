import { cpSync, globSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Copies what the code reads at run time beside a function's bundle: theme packs and trained weights.
 * Run by the bundler: `node copy-assets.ts REPOSITORY BUNDLE`. Where there are none, nothing is copied.
 */
const [repository = '', bundle = ''] = process.argv.slice(2);
// The bundle's own taxonomies/ is what lib/assets.ts knows a bundle by, so it is there even when empty.
mkdirSync(join(bundle, 'taxonomies'), { recursive: true });
for (const file of globSync(['taxonomies/*.yaml', 'models/*.bin'], { cwd: repository })) {
  mkdirSync(dirname(join(bundle, file)), { recursive: true });
  cpSync(join(repository, file), join(bundle, file));
}
