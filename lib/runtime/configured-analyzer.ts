import type { Analyzer } from '../analysis/analyzer-contract.ts';
import type { ComprehendEffects } from '../analysis/engines/comprehend-requests.ts';
import type { LanguageEngineSettings } from '../analysis/engines/language-settings.ts';
import type { ObjectStore } from '../store/object-store.ts';
import type { ThemeName } from '../store/settings/configuration.ts';
import {
  readDeployedWeights,
  readLanguages,
  readSentimentPointer,
  type StoredSentiment,
} from '../store/settings/sentiment-config.ts';
import { readStoredTaxonomy } from '../store/settings/stored-taxonomy.ts';

/** Everything that determines the results of an analyzer. */
interface AnalyzerSources {
  readonly taxonomy: { readonly text: string; readonly name: string };
  readonly sentiment: StoredSentiment | undefined;
  readonly languages: LanguageEngineSettings;
}

/** The current themes; the taxonomy is parsed again only when it has changed. */
export const configuredThemes = (objects: ObjectStore): (() => Promise<ReadonlyMap<string, ThemeName>>) => {
  let made: { readonly text: string; readonly themes: ReadonlyMap<string, ThemeName> } | undefined;
  return async () => {
    const { text, name } = await readStoredTaxonomy(objects);
    if (made?.text === text) return made.themes;
    const { loadTaxonomy } = await import('../analysis/themes/taxonomy.ts');
    const themes = new Map(
      loadTaxonomy(text, name).themes.map((theme) => [
        theme.id,
        {
          ...(theme.name === theme.id ? {} : { name: theme.name }),
          ...(theme.names === undefined ? {} : { names: theme.names }),
          ...(theme.parent === undefined ? {} : { parent: theme.parent }),
        },
      ]),
    );
    made = { text, themes };
    return themes;
  };
};

const readSources = async (objects: ObjectStore): Promise<AnalyzerSources> => {
  const [taxonomy, sentiment, languages] = await Promise.all([
    readStoredTaxonomy(objects),
    readSentimentPointer(objects),
    readLanguages(objects),
  ]);
  return { taxonomy, sentiment, languages };
};

/** Imported on first use: language models take a while to load, and most functions never score a text. */
const compile = async (
  objects: ObjectStore,
  { taxonomy, sentiment, languages }: AnalyzerSources,
): Promise<Analyzer> => {
  const { createAnalyzer } = await import('../analysis/analyzer.ts');
  const { shippedLanguages } = await import('../analysis/sentiment/languages/shipped-languages.ts');
  const { loadTaxonomy } = await import('../analysis/themes/taxonomy.ts');
  const { loadSentimentModel } = await import('../analysis/sentiment/model/trained-model.ts');
  const weights = await readDeployedWeights(objects, sentiment);
  return createAnalyzer({
    taxonomy: loadTaxonomy(taxonomy.text, taxonomy.name),
    languages: shippedLanguages(languages.builtIn),
    ...(weights === undefined ? {} : { sentiment: loadSentimentModel(weights) }),
  });
};

/** Opens Comprehend when a language needs it. */
export type OpenComprehend = () => Promise<ComprehendEffects>;

const openAccountComprehend: OpenComprehend = async () =>
  (await import('./connect-comprehend.ts')).accountComprehend();

const withEngines = async (
  analyzer: Analyzer,
  languages: readonly string[],
  openComprehend: OpenComprehend,
): Promise<Analyzer> => {
  if (languages.length === 0) return analyzer;
  const { createComprehendEngine } = await import('../analysis/engines/comprehend.ts');
  const { enginesVersion } = await import('../analysis/engines/engine.ts');
  const comprehend = createComprehendEngine(await openComprehend());
  const engines = new Map(languages.map((language) => [language, comprehend]));
  const { sentiment, theme } = analyzer.versions;
  return { ...analyzer, versions: { sentiment: sentiment + enginesVersion(engines), theme }, engines };
};

/**
 * The analyzer of a deployment, from what is under `config/` of its bucket at each call: its taxonomy (or the pack
 * `cx-core`), its adapted sentiment weights (or the built-in ones), and the engines of other languages. It is made again only
 * when one of them has changed.
 */
export const configuredAnalyzer = (
  objects: ObjectStore,
  openComprehend: OpenComprehend = openAccountComprehend,
): (() => Promise<Analyzer>) => {
  let made: { readonly sources: string; readonly analyzer: Analyzer } | undefined;
  return async () => {
    const sources = await readSources(objects);
    const mark = JSON.stringify([sources.taxonomy.text, sources.sentiment?.version, sources.languages]);
    if (made?.sources !== mark) {
      const analyzer = await compile(objects, sources);
      made = {
        sources: mark,
        analyzer: await withEngines(analyzer, sources.languages.comprehend, openComprehend),
      };
    }
    return made.analyzer;
  };
};
