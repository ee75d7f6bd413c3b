import { describe, expect, test } from 'vitest';
import { german } from '../../../lib/insights/findings/text/de.ts';
import { type Digest, digestOf } from '../../../lib/reports/digest/digest.ts';
import { scoreRows } from '../../../lib/reports/digest/digest-markdown.ts';
import type { DigestMaterial, TouchpointCounts } from '../../../lib/reports/digest/digest-material.ts';
import { counted, findingsOf, type Group, ofTouchpoint, ofWhole, span } from '../material.ts';

const toldOf = (material: DigestMaterial): Digest => digestOf(material, { findings: findingsOf(material) });
const factsOf = (material: DigestMaterial) => toldOf(material).facts;
const sentences = (material: DigestMaterial): Record<string, string> =>
  Object.fromEntries(factsOf(material).map(({ id, text }) => [id, text]));

const calm = counted({ people: 60, nps: 10, label: 'positive' }, { people: 40, nps: 3, label: 'negative' });
const upset = counted({ people: 25, nps: 10, label: 'positive' }, { people: 75, nps: 3, label: 'negative' });

describe('a digest', () => {
  test('opens with what changed, then lists the findings; scores are in a table and in no sentence', () => {
    const material = ofTouchpoint(upset, calm);
    expect(factsOf(material).map(({ id, text }) => [id, text])).toEqual([
      [
        'summary',
        'One thing changed in the week of 25 May. 100 responses at one touchpoint; 100 answers scored. 2 figures compared with the week of 18 May: 2 changed significantly.',
      ],
      [
        'finding:score:delivery:nps:transactional',
        'Delivery: NPS fell from +20 to −50. Sentiment of comments fell from +20 to −50.',
      ],
    ]);
    expect(scoreRows(toldOf(material))).toEqual([
      ['NPS', '−50', '−65 to −32', '100', '▼ +20 in the week of 18 May, fell'],
      ['Net sentiment', '−50', '−65 to −32', '100', '▼ +20 in the week of 18 May, fell'],
    ]);
  });

  test('of a week without news takes three lines: that nothing changed, what was looked at and what hurts most, and the scores', () => {
    const slow = { people: 20, label: 'negative' as const, themes: ['speed'] };
    const same = counted(slow, { people: 80, nps: 10, label: 'positive' });
    const material = ofTouchpoint(same, same);
    expect(factsOf(material).map(({ text }) => text)).toEqual([
      'No significant change in the week of 25 May.',
      '100 responses at one touchpoint; 100 answers scored. 3 figures compared with the week of 18 May. Biggest problem: Delivery: “speed”: 20% of comments (13 to 29%), all 20 negative.',
      'NPS +100 (+91 to +100, n 80), Net sentiment +60 (+43 to +74, n 100).',
    ]);
    expect(scoreRows(toldOf(material))).toEqual([]);
  });

  test('says that a drop that is not significant is not certain, with its interval, and never that it is chance', () => {
    const before = counted({ people: 100, nps: 10 }, { people: 60, nps: 3 });
    const after = counted({ people: 80, nps: 10 }, { people: 80, nps: 3 });
    const others = Array.from({ length: 12 }, (_, index) => ({
      id: `t${index}`,
      name: `T${index}`,
      now: counted({ people: 50, nps: 10 }, { people: 50, nps: 3 }),
      before: counted({ people: 50, nps: 10 }, { people: 50, nps: 3 }),
    }));
    const material = ofWhole([{ id: 'delivery', name: 'Delivery', now: after, before }, ...others]);
    const answer = findingsOf(material);
    const drop = answer.unchanged.find(({ where }) => where.touchpoint?.id === 'delivery');
    expect([drop?.status, Math.round(drop?.difference.value ?? 0)]).toEqual(['likely', -25]);
    expect(JSON.stringify(factsOf(material))).not.toContain('Delivery');
    expect(sentences(ofTouchpoint(after, before))['finding:score:delivery:nps:transactional']).toBe(
      'Delivery: NPS fell from +25 to 0.',
    );
  });

  test('names what hurts as much as before after the findings', () => {
    const slow = { people: 20, label: 'negative' as const, themes: ['speed'] };
    const told = sentences(
      ofWhole([
        { id: 'delivery', name: 'Delivery', now: upset, before: calm },
        {
          id: 'store',
          name: 'Store',
          now: counted(slow, { people: 80, label: 'positive' }),
          before: counted(slow, { people: 80, label: 'positive' }),
        },
      ]),
    );
    expect(Object.keys(told)).toEqual([
      'summary',
      'finding:score:delivery:nps:transactional',
      'ongoing:store:theme:speed',
    ]);
    expect(told['ongoing:store:theme:speed']).toBe(
      'Store: “speed”: 20% of comments (13 to 29%), all 20 negative. Net sentiment +60.',
    );
  });

  test('says that there are no responses', () => {
    expect(sentences(ofTouchpoint(counted(), calm))).toEqual({
      summary: 'Nobody answered in the week of 25 May.',
    });
  });

  test('counts frequent signals, and does not mention those of a few people', () => {
    const now = counted(
      { people: 75, nps: 3, label: 'negative', signals: ['churn-intent'] },
      { people: 9, label: 'negative', signals: ['urgency'] },
    );
    expect(sentences(ofTouchpoint(now, calm))['signals']).toBe('Among the answers, 75 mention leaving.');
  });

  test('compares a part of a period with as many days', () => {
    const part = { ...span, through: '2026-05-28', previousThrough: '2026-05-21' };
    expect(sentences(ofTouchpoint(calm, calm, { span: part }))['summary']).toContain(
      'No significant change from 25 to 28 May.',
    );
  });
});

describe('of two versions', () => {
  const rescored = { ...upset, versions: { sentiment: ['lexicon-2'], theme: ['core-1'] } };

  test('sentiment is not compared, NPS is', () => {
    const material = ofTouchpoint(rescored, calm);
    expect(scoreRows(toldOf(material))[1]).toEqual([
      'Net sentiment',
      '−50',
      '−65 to −32',
      '100',
      'not compared',
    ]);
    expect(sentences(material)['finding:score:delivery:nps:transactional']).toBe(
      'Delivery: NPS fell from +20 to −50.',
    );
  });

  test('themes are not compared where their definition may have changed', () => {
    const versions = { sentiment: ['lexicon-1'], theme: ['core-2'] };
    const quiet = counted(
      { people: 190, label: 'positive' },
      { people: 10, label: 'negative', themes: ['speed'] },
    );
    const loud = counted(
      { people: 100, label: 'positive' },
      { people: 100, label: 'negative', themes: ['speed'] },
    );
    expect(findingsOf(ofTouchpoint(loud, quiet)).findings[0]?.causes.map(({ id }) => id)).toEqual(['speed']);
    expect(findingsOf(ofTouchpoint({ ...loud, versions }, quiet)).findings[0]?.causes).toEqual([]);
  });
});

describe('of the whole', () => {
  const touchpoint = (id: string, now: Group[], before: Group[]): TouchpointCounts => ({
    id,
    name: id,
    now: counted(...now),
    before: counted(...before),
  });
  const happy = (people: number): Group[] => [{ people, nps: 10 }];
  const angry = (people: number): Group[] => [{ people, nps: 0 }];

  test('a change that comes from another mix of touchpoints is reported as such', () => {
    const told = sentences(
      ofWhole([touchpoint('web', happy(50), happy(150)), touchpoint('store', angry(150), angry(50))]),
    );
    expect(told['finding:mix:_all:nps:transactional']).toBe(
      'All touchpoints: NPS fell from +50 to −50, because of a different customer mix (touchpoint). All of the 100 points come from a different mix by touchpoint.',
    );
  });

  test('many answers on another scale do not push NPS out', () => {
    const many = counted({ people: 600, label: 'positive' });
    const material = ofWhole([
      { id: 'delivery', name: 'Delivery', now: upset, before: calm },
      { id: 'app', name: 'App', now: many, before: many },
    ]);
    expect(scoreRows(toldOf(material))[0]?.slice(0, 2)).toEqual(['NPS', '−50']);
    expect(Object.keys(sentences(material))[1]).toBe('finding:score:delivery:nps:transactional');
    expect(toldOf(material).headlines[0]?.series).toBe('nps:transactional');
  });
});

describe('in German', () => {
  const tell = (material: DigestMaterial): Digest =>
    digestOf(material, { findings: findingsOf(material, german) });

  test('it says the same, with numbers as they are written there', () => {
    const digest = tell(ofTouchpoint(upset, calm));
    expect(digest.title).toBe('Delivery, die Woche vom 25. Mai 2026');
    expect(digest.facts.map(({ text }) => text)).toEqual([
      'In der Woche vom 25. Mai hat sich eines geändert. 100 Antwortbögen an einem Kontaktpunkt; 100 Antworten bewertet. 2 Werte mit der Woche vom 18. Mai verglichen: 2 haben sich signifikant geändert.',
      'Delivery: NPS fiel von +20 auf −50. Stimmung der Kommentare fiel von +20 auf −50.',
    ]);
  });

  test('its numbers are known by what they are', () => {
    const many = counted({ people: 1200, nps: 10, label: 'positive' });
    const [summary] = tell(ofTouchpoint(upset, many)).facts;
    const [quiet] = tell(ofTouchpoint(many, many)).facts.slice(1);
    expect([summary?.section, quiet?.numbers[0]]).toEqual(['summary', { text: '1.200', value: 1200 }]);
  });

  test('the whole has its German name', () => {
    const material = ofWhole([{ id: 'delivery', name: 'Delivery', now: upset, before: calm }]);
    expect(tell(material).title).toBe('Die ganze Customer Journey, die Woche vom 25. Mai 2026');
  });
});

test('two scores of one name are distinguished by their scales', () => {
  const material = ofTouchpoint(upset, calm);
  const { now } = material;
  if (now === undefined) throw new Error('expected a count');
  const ratings = { 'csat:1-5': { 5: 40, 1: 20 }, 'csat:0-1': { 1: 30, 0: 10 } };
  const both = { ...material, now: { ...now, tally: { ...now.tally, ratings } } };
  expect(scoreRows(toldOf(both)).map(([name]) => name)).toEqual([
    'Satisfied (1–5)',
    'Satisfied (0–1)',
    'Net sentiment',
  ]);
});

test('a suppressed scope returns nothing', () => {
  const material = ofTouchpoint(undefined, calm);
  const digest = toldOf(material);
  expect([digest.suppressed, digest.facts, digest.headlines]).toEqual([true, [], []]);
});
