import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';

/**
 * Stack traces name sources, not lines of the bundle. The source map of a module is read with the first error that is shown of it: Node's own
 * `--enable-source-maps` reads the maps of all modules at every start.
 */

const readMap = (module: string): SourceMap | undefined => {
  try {
    return new SourceMap(JSON.parse(readFileSync(`${fileURLToPath(module)}.map`, 'utf8')));
  } catch {
    // A trace is shown where something failed already: without its map the place in the bundle has to do.
    return undefined;
  }
};

const maps = new Map<string, SourceMap | undefined>();

const mapOf = (module: string): SourceMap | undefined => {
  if (!maps.has(module)) maps.set(module, readMap(module));
  return maps.get(module);
};

const placeOf = (frame: NodeJS.CallSite): string => {
  const [module, line, column] = [frame.getFileName(), frame.getLineNumber(), frame.getColumnNumber()];
  if (module?.startsWith('file:') !== true || line === null || column === null) return String(frame);
  const origin = mapOf(module)?.findOrigin(line, column);
  if (origin === undefined || !('fileName' in origin)) return String(frame);
  return `${origin.fileName.replace(/^(?:\.\.\/)+/, '')}:${origin.lineNumber}:${origin.columnNumber}`;
};

Error.prepareStackTrace = (error, frames) =>
  [Error.prototype.toString.call(error), ...frames.map((frame) => `    at ${placeOf(frame)}`)].join('\n');
