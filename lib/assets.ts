import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

// A bundle has taxonomies/ and models/ next to its one file; in the repository they are next to lib/.
const root = existsSync(join(here, 'taxonomies')) ? here : dirname(here);

/**
 * Absolute path of a file that is shipped with the code: a theme pack, word list or price file (`taxonomies/*.yaml`, `lexicons/*.yaml`, `prices/*.yaml`) or a generated file (`models/*.bin`, `models/*.wasm`).
 * The same relative path works from the repository and in a function's bundle.
 *
 * @example readFileSync(assetPath('taxonomies/cx-core.yaml'), 'utf8')
 */
export const assetPath = (relativePath: string): string => join(root, relativePath);
