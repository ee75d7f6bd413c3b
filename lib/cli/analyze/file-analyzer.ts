import { createAnalyzer } from '../../analysis/analyzer.ts';
import type { Analyzer } from '../../analysis/analyzer-contract.ts';
import { shippedLanguages } from '../../analysis/sentiment/languages/shipped-languages.ts';
import type { Taxonomy } from '../../analysis/themes/taxonomy.ts';
import { readTaxonomy } from '../reading/storeless-intake.ts';
import { sentimentOfFile } from '../sentiment/chosen-sentiment.ts';

/** What files are analyzed with: plain values, so that another thread can make the same analyzer. */
export interface AnalyzerFiles {
  /** What the paths are relative to. */
  readonly directory: string;
  /** A file of themes; absent: the general theme pack. */
  readonly taxonomy?: string | undefined;
  /** A file of weights; absent: the built-in ones. */
  readonly sentiment?: string | undefined;
}

export const analyzerOfFiles = async (
  files: AnalyzerFiles,
): Promise<{ readonly analyzer: Analyzer; readonly taxonomy: Taxonomy }> => {
  const taxonomy = await readTaxonomy(files, files.taxonomy);
  const analyzer = createAnalyzer({
    taxonomy,
    sentiment: await sentimentOfFile(files, files.sentiment),
    languages: shippedLanguages(),
  });
  return { analyzer, taxonomy };
};
