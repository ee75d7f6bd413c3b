import { fileURLToPath } from 'node:url';
import optimizeLocales from '@react-aria/optimize-locales-plugin';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { compiledMessages } from './compiled-messages.ts';

const folder = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** As the local server answers; in the cloud, the file that the deployment writes. */
const nobodySignsIn: Plugin = {
  name: 'nobody-signs-in',
  configureServer: ({ middlewares }) => {
    middlewares.use('/sign-in.json', (_request, response) => {
      response.setHeader('content-type', 'application/json').end('{}');
    });
  },
};

/** `npm run page` serves the sources with hot reload against a running `npm start`; VERBATIM_API names another one. */
export default defineConfig({
  root: folder('.'),
  cacheDir: folder('../node_modules/.vite'),
  // React Aria brings its own words in 34 languages.
  plugins: [react(), nobodySignsIn, compiledMessages, optimizeLocales.vite({ locales: ['en-US', 'de-DE'] })],
  // The other one is made for Node.
  resolve: { alias: { 'csv-stringify/sync': 'csv-stringify/browser/esm/sync' } },
  build: {
    target: 'es2023',
    modulePreload: { polyfill: false },
    // A small file as data: in a style sheet would be a font that the content security policy forbids.
    assetsInlineLimit: 0,
    manifest: true,
    reportCompressedSize: false,
  },
  server: {
    host: '127.0.0.1',
    port: 4705,
    proxy: {
      '/api': {
        target: process.env['VERBATIM_API'] ?? 'http://127.0.0.1:4700',
        rewrite: (path) => path.replace(/^\/api/, ''),
      },
    },
  },
});
