import { targetStatus } from '../../journey/scorecard.ts';
import { comparedAt } from '../compared/compared-at.ts';
import type { ComparedFigure } from '../compared/compared-figures.ts';
import { orderOf, unitOf } from '../compared/scales.ts';
import { figuresNow, sumBeforeAfter } from '../compared/untested-figures.ts';
import type { Found } from '../find.ts';
import type { HeadlineScore } from '../findings-answer.ts';
import { type AskedPart, touchpointsIn } from '../material.ts';
import { changeIn } from './compared-fields.ts';
import { scaleNameOf, type Wording, whatOf } from './names.ts';
import { knownStatus, targetsOf } from './targets.ts';

/** The scores of the requested part, each with its target and its earlier value. */

const verdictOn = (figure: ComparedFigure | undefined): HeadlineScore['verdict'] => {
  if (figure === undefined) return 'not-compared';
  const { status, verdict } = figure;
  if (verdict === 'neither' || status === 'unchanged' || status === 'too-few') return 'unchanged';
  return status === 'significant' ? verdict : `likely-${verdict}`;
};

/** The name of a score; with its scale if two have the same name. @example 'Satisfied (1–5)' */
const headlineName = (series: string, all: Iterable<string>, language: Wording['language']): string => {
  const name = scaleNameOf(series, language);
  const isAlone = [...all].every((other) => other === series || scaleNameOf(other, language) !== name);
  return isAlone ? name : `${name} (${(series.split(':')[1] ?? '').replace('-', '–')})`;
};

const previousOf = (compared: ComparedFigure | undefined): Pick<HeadlineScore, 'previous' | 'difference'> => {
  if (compared === undefined) return {};
  const { before: previous, difference } = changeIn(compared);
  return { previous, difference };
};

const comparedSentence = (compared: ComparedFigure | undefined, { language, inBefore }: Wording): string =>
  compared === undefined
    ? language.notCompared()
    : language.compared({
        before: compared.change.before,
        unit: compared.unit,
        inBefore,
        verdict: compared.status === 'too-few' ? 'too-few' : verdictOn(compared),
      });

export const headlineScores = (asked: AskedPart, found: Found, wording: Wording): HeadlineScore[] => {
  const { material, language } = wording;
  const now = figuresNow(sumBeforeAfter(touchpointsIn(asked, material)), material.settings);
  const targets = targetsOf(asked, material);
  const { touchpoint, stage } = asked;
  const comparedOf = comparedAt(found.figures, {
    scope: { ...(touchpoint && { touchpoint }), ...(stage && { stage }) },
    touchpoints: touchpointsIn(asked, material).map(({ id }) => id),
  });
  return [...now]
    .toSorted(([one, { n }], [other, { n: m }]) => orderOf(one) - orderOf(other) || m - n)
    .map(([series, figure]): HeadlineScore => {
      const compared = comparedOf(series);
      const value = targets[series];
      const unit = unitOf(series);
      const target =
        value === undefined ? undefined : { value, status: knownStatus(targetStatus(value, figure)) };
      const sentences = [
        ...(target ? [language.target(target.value, unit, target.status)] : []),
        comparedSentence(compared, wording),
      ];
      return {
        what: { ...whatOf({ series }, language), name: headlineName(series, now.keys(), language) },
        unit,
        figure,
        ...previousOf(compared),
        verdict: verdictOn(compared),
        ...(target && { target }),
        text: sentences.join(' · '),
      };
    });
};
