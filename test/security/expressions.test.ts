import { globSync, readFileSync } from 'node:fs';
import { parseSync, Visitor } from 'oxc-parser';
import { checkSync } from 'recheck';
import { describe, expect, test } from 'vitest';

/** No regular expression that meets text of users takes exponential time, and only short texts meet one that takes quadratic time. */

interface Expression {
  readonly file: string;
  readonly source: string;
  readonly flags: string;
}

const expressionsOf = (file: string): Expression[] => {
  const found: Expression[] = [];
  const visitor = new Visitor({
    Literal(node) {
      if ('regex' in node) found.push({ file, source: node.regex.pattern, flags: node.regex.flags });
    },
  });
  visitor.visit(parseSync(file, readFileSync(file, 'utf8')).program);
  return found;
};

/** Redaction has a test of its own, which also reads long texts. */
const expressions = globSync('lib/{feedback,analysis,insights,metrics,query,api,reports}/**/*.ts')
  .filter((file) => !file.includes('/redaction/'))
  .flatMap(expressionsOf);

/** Quadratic, and why that is no harm: what they read is short. */
const shortInput: Readonly<Record<string, string>> = {
  'lib/metrics/tally/dimensions.ts': 'the name of a declared dimension, written by an administrator',
  'lib/reports/digest/digest-markdown.ts': 'a quote: at most a few hundred characters',
  'lib/insights/findings/text/de.ts': 'a phrase of ours with a name',
  'lib/insights/findings/text/en.ts': 'a phrase of ours with a name',
  'lib/analysis/sentiment/model/model-file.ts': 'a name of 16 bytes in a model file',
  'lib/feedback/slug.ts': 'at most 64 characters',
  'lib/feedback/reading/workbook/serial.ts': 'a number format of a workbook, cut at 255 characters',
  'lib/feedback/reading/workbook/sheet.ts': 'the reference of a cell: at most ten characters',
  'lib/feedback/mapping/zone-in-name.ts': 'the name of a column',
};

type Verdict = Expression & { readonly complexity: string };

const verdicts: Verdict[] = expressions.flatMap((expression) => {
  const result = checkSync(expression.source, expression.flags, { checker: 'automaton', timeout: 300 });
  return result.status === 'vulnerable' ? [{ ...expression, complexity: result.complexity.type }] : [];
});

describe('regular expressions', () => {
  test('are all looked at', () => {
    expect(expressions.length).toBeGreaterThan(300);
  });

  test('never take exponential time', () => {
    expect(verdicts.filter(({ complexity }) => complexity === 'exponential')).toEqual([]);
  });

  test('take polynomial time only where what they read is short, with the reason', () => {
    const files = [...new Set(verdicts.map(({ file }) => file))];
    expect(files.filter((file) => shortInput[file] === undefined)).toEqual([]);
  });
});
