import { html } from 'hono/html';
import { rangeOf } from '../../disclosure/series.ts';
import { unitOf } from '../../insights/findings/compared/scales.ts';
import type { Finding } from '../../insights/findings/finding.ts';
import type { FindingsAnswer } from '../../insights/findings/findings-answer.ts';
import { german } from '../../insights/findings/text/de.ts';
import { english } from '../../insights/findings/text/en.ts';
import type { Language } from '../../insights/findings/text/language.ts';
import { whatOf } from '../../insights/findings/text/names.ts';
import type { BlindSpot, Voices } from '../../insights/journey/journey-map.ts';
import type { ScorecardRow } from '../../insights/journey/scorecard.ts';
import type { SharpestIssues } from '../../insights/journey/sharpest-issues.ts';
import type { Figure } from '../../metrics/figures/figure.ts';
import type { ActionEffect } from '../action-effect.ts';
import type { Action } from '../action-schema.ts';
import { type Markup, printedPage } from '../printed-page.ts';
import { type JourneyReportWords, journeyReportWords } from './journey-report-words.ts';

export interface ReportedTouchpoint extends SharpestIssues, Pick<Voices, 'pain' | 'praise'> {
  readonly id: string;
  readonly name: string;
  readonly owner?: string;
  readonly responses?: number;
  readonly blind?: BlindSpot;
}

/** Customers of a persona in the latest month of the period, by headline; none where they may not be disclosed. */
export interface ReportedPersona {
  readonly name: string;
  /** 2026-05 */
  readonly month: string;
  readonly figures: readonly (readonly [series: string, figure: Figure])[];
}

/** What a journey report is made of: answers of views, which suppress what they must. */
export interface JourneyReportMaterial {
  readonly findings: FindingsAnswer;
  readonly stages: readonly { readonly name: string; readonly touchpoints: readonly ReportedTouchpoint[] }[];
  /** Touchpoints with feedback outside the journey. */
  readonly others: readonly ReportedTouchpoint[];
  readonly scorecard: readonly ScorecardRow[];
  readonly personas: readonly ReportedPersona[];
  /** In the language of the findings, by id. */
  readonly themeNames: ReadonlyMap<string, string>;
  /** Of the period or the one that it is compared with, latest first. */
  readonly actions: readonly (Action & { readonly effect: ActionEffect })[];
}

interface Wording {
  readonly language: Language;
  readonly words: JourneyReportWords;
  readonly themeNames: ReadonlyMap<string, string>;
}

const nothing = html``;

const section = (title: string, body: Markup | readonly Markup[]): Markup => html`<h2>${title}</h2>${body}`;

const measured = (series: string, figure: Figure, { language }: Wording): string => {
  const unit = unitOf(series);
  return `${language.level(figure.value, unit)} (${language.range(figure, unit)}, n ${language.count(figure.n)})`;
};

const themeNameOf = (id: string, { themeNames }: Wording): string =>
  themeNames.get(id) ?? id.replaceAll(/[-_]/g, ' ');

const nameOf = (series: string, wording: Wording): string => {
  const [kind, theme = ''] = series.split(':');
  return kind === 'theme' ? `“${themeNameOf(theme, wording)}”` : whatOf({ series }, wording.language).name;
};

const scoresTable = ({ scores }: FindingsAnswer, { language }: Wording): Markup =>
  html`<table><tbody>${scores.map(
    ({ what, figure, unit, text }) =>
      html`<tr><td>${what.name}</td><td class="number">${language.level(figure.value, unit)}</td><td>${language.range(figure, unit)}, n ${language.count(figure.n)}</td><td>${text}</td></tr>`,
  )}</tbody></table>`;

const marks = { better: '▲', worse: '▼', neither: '•' } as const;

const findingItem = ({ verdict, text }: Finding): Markup =>
  html`<li>${marks[verdict]} <strong>${text.headline}.</strong> ${text.detail}</li>`;

const findingsLists = ({ findings, ongoing }: FindingsAnswer, { words }: Wording): Markup => {
  const [significant, open] = [
    findings.filter(({ certainty }) => certainty === 'significant'),
    findings.filter(({ certainty }) => certainty !== 'significant'),
  ];
  const listed = (title: string, items: readonly Markup[]): Markup =>
    items.length === 0 ? nothing : section(title, html`<ol>${items}</ol>`);
  return html`${listed(words.changed, significant.map(findingItem))}
${listed(words.notCertain, open.map(findingItem))}
${listed(
  words.ongoing,
  ongoing.map(({ text }) => html`<li><strong>${text.headline}.</strong> ${text.detail}</li>`),
)}`;
};

const kpiLine = (
  { kpi, actual, target, status = 'unknown', suppressed }: ScorecardRow,
  wording: Wording,
): Markup => {
  const { words, language } = wording;
  const name = nameOf(kpi, wording);
  const aimed =
    target === undefined
      ? ''
      : ` · ${words.target(language.level(target, unitOf(kpi)), words.status[status])}`;
  if (actual === undefined)
    return html`<div>${name}: ${suppressed ? words.suppressed : words.status.unknown}${aimed}</div>`;
  return html`<div>${name} ${measured(kpi, actual, wording)}${aimed}</div>`;
};

/** What most complain about or praise: the issue, because it is more specific, or else the theme. */
const topicCell = (
  { pain, praise, painIssue, praiseIssue }: ReportedTouchpoint,
  felt: 'negative' | 'positive',
  wording: Wording,
): string => {
  const [issue, theme] = felt === 'negative' ? [painIssue, pain] : [praiseIssue, praise];
  const fact = issue ?? theme;
  if (fact === undefined) return '';
  const { words, language } = wording;
  const name = issue === undefined ? themeNameOf(fact.id, wording) : `“${issue.name}”`;
  const count = language.count(Math.round(fact[felt].value * fact.mentions));
  return `${name} (${words.of(count, language.count(fact.mentions))})`;
};

const touchpointRow = (
  touchpoint: ReportedTouchpoint,
  scorecard: readonly ScorecardRow[],
  wording: Wording,
): Markup => {
  const { id, name, owner, responses, blind } = touchpoint;
  const { words, language } = wording;
  const rows = scorecard.filter((row) => row.scope === 'touchpoint' && row.id === id);
  const figures = rows.map((row) => kpiLine(row, wording));
  return html`<tr><td><strong>${name}</strong>${owner === undefined ? '' : html`<div class="sub">${owner}</div>`}${blind === undefined ? '' : html`<div class="sub">${words.blind[blind]}</div>`}</td><td class="number">${responses === undefined ? '' : language.count(responses)}</td><td>${figures}</td><td>${topicCell(touchpoint, 'negative', wording)}</td><td>${topicCell(touchpoint, 'positive', wording)}</td></tr>`;
};

const journeyTables = ({ stages, others, scorecard }: JourneyReportMaterial, wording: Wording): Markup => {
  const { words } = wording;
  const head = html`<thead><tr><th>${words.touchpoint}</th><th class="number">${words.responses}</th><th>${words.scores}</th><th>${words.complaint}</th><th>${words.praise}</th></tr></thead>`;
  const all = [...stages, ...(others.length === 0 ? [] : [{ name: words.others, touchpoints: others }])];
  return html`${all.map(
    ({ name, touchpoints }) =>
      html`<h3>${name}</h3><table>${head}<tbody>${touchpoints.map((one) => touchpointRow(one, scorecard, wording))}</tbody></table>`,
  )}`;
};

const personaTable = ({ personas }: JourneyReportMaterial, wording: Wording): Markup => {
  const [first] = personas;
  if (first === undefined) return nothing;
  const { words, language } = wording;
  const month = language.periodName(rangeOf(first.month, first.month));
  const rows = personas.map(({ name, figures }) => {
    const lines = figures.map(
      ([series, figure]) => html`<div>${nameOf(series, wording)} ${measured(series, figure, wording)}</div>`,
    );
    return html`<tr><td>${name}</td><td>${lines.length === 0 ? words.status.unknown : lines}</td></tr>`;
  });
  return section(
    `${words.personas}, ${month}`,
    html`<table><thead><tr><th>${words.persona}</th><th>${words.scores}</th></tr></thead><tbody>${rows}</tbody></table>`,
  );
};

const effectText = ({ changes, suppressed }: ActionEffect, wording: Wording): string => {
  const { words, language } = wording;
  if (suppressed) return words.suppressed;
  const [first] = changes;
  if (first === undefined) return words.noEffect;
  const [before, after] = [first.before, first.after].map((figure) =>
    measured(first.series, figure, wording),
  );
  const unit = unitOf(first.series);
  const difference = `${language.difference(first.difference, unit)} (${language.difference(first.low, unit)} … ${language.difference(first.high, unit)})`;
  return `${words.effect(nameOf(first.series, wording), before ?? '', after ?? '')}: ${difference}`;
};

const actionList = ({ actions }: JourneyReportMaterial, wording: Wording): Markup =>
  actions.length === 0
    ? nothing
    : section(
        wording.words.actions,
        html`<ul>${actions.map(
          (action) =>
            html`<li><strong>${action.date}, ${action.touchpoint}: ${action.text}.</strong> ${effectText(action.effect, wording)}</li>`,
        )}</ul>`,
      );

/**
 * All touchpoints of a period in one document that can be printed: findings, scores against targets, complaints and praise of each
 * touchpoint, personas, and actions with what followed them. All content is escaped; no comment is quoted.
 *
 * @example journeyReportPage({ findings, stages, others, scorecard, personas, actions })
 */
export const journeyReportPage = (material: JourneyReportMaterial): string => {
  const { findings } = material;
  const { lang, period, text, suppressed } = findings;
  const { themeNames } = material;
  const wording = { language: lang === 'de' ? german : english, words: journeyReportWords(lang), themeNames };
  const { words } = wording;
  const content = html`<p><strong>${text.heading}.</strong> <span class="sub">${text.detail}</span></p>
${section(words.scores, scoresTable(findings, wording))}
${findingsLists(findings, wording)}
${section(words.journey, journeyTables(material, wording))}
${personaTable(material, wording)}
${actionList(material, wording)}
<p class="sub">${words.method}</p>`;
  return printedPage({
    ...{ title: words.title(period.name), lang },
    body: suppressed ? html`<p>${text.heading}</p>` : content,
  });
};
