import { describe, expect, test } from 'vitest';
import { customers } from '../../pipeline/report-world.ts';
import { opened } from '../../reports/slides/opened.ts';
import { createReportApi } from '../report-api.ts';

describe('GET /digests', () => {
  test('lists the digests of a year, by default this one', async () => {
    const { json, issue } = await createReportApi();
    expect((await json('/digests')).body['digests']).toEqual([]);
    await issue();
    const { body } = await json('/digests');
    expect(
      (body['digests'] as { scope: string; title: string }[]).map(({ scope, title }) => [scope, title]),
    ).toEqual([
      ['delivery', 'Delivery, the week of 25 May 2026'],
      ['_all', 'The whole journey, the week of 25 May 2026'],
    ]);
    expect((await json('/digests?year=2025')).body['digests']).toEqual([]);
  });

  test('computes one that was not issued, for a week named by any of its days', async () => {
    const { json } = await createReportApi();
    const { body } = await json('/digests/delivery/week/2026-05-27');
    expect(body).toMatchObject({
      issued: false,
      digest: {
        scope: { id: 'delivery' },
        span: { period: { period: '2026-05-25' } },
        coverage: { responses: 40 },
      },
    });
  });

  test('returns what was issued, or on request what it would be now', async () => {
    const { json, issue, store } = await createReportApi();
    await issue();
    await store(customers(10, '2026-05-29', 'delivery', 10));
    const responses = async (query: string) => {
      const { body } = await json(`/digests/delivery/week/2026-05-25${query}`);
      return [body['issued'], (body['digest'] as { coverage: { responses: number } }).coverage.responses];
    };
    expect([await responses(''), await responses('?fresh=true')]).toEqual([
      [true, 40],
      [false, 50],
    ]);
  });

  test('answers in the requested language, otherwise in that of the issued digest', async () => {
    const { json, issue } = await createReportApi({
      calendar: 'schedules: [{ id: weekly, kind: digest, every: week, at: 7, language: de }]',
    });
    await issue();
    const told = async (query: string) => {
      const { body } = await json(`/digests/_all/week/2026-05-25${query}`);
      return [body['issued'], (body['digest'] as { title: string }).title];
    };
    const [german, english] = [
      'Die ganze Customer Journey, die Woche vom 25. Mai 2026',
      'The whole journey, the week of 25 May 2026',
    ];
    expect([await told(''), await told('?lang=de'), await told('?lang=en')]).toEqual([
      [true, german],
      [true, german],
      [false, english],
    ]);
  });

  test('computes again what was issued in a form that is no longer written', async () => {
    const { json, objects } = await createReportApi();
    await objects.write('digests/_all/week/2026-05-25.json', '{"digest":{"facts":[]}}');
    const { status, body } = await json('/digests/_all/week/2026-05-25');
    expect([status, body['issued']]).toEqual([200, false]);
  });

  test('links to what was counted', async () => {
    const { json } = await createReportApi();
    for (const scope of ['_all', 'delivery']) {
      const { body } = await json(`/digests/${scope}/week/2026-05-25`);
      const paths = (body['digest'] as { facts: { evidence: string }[] }).facts.map(
        ({ evidence }) => evidence,
      );
      expect(paths.length).toBe(2);
      for (const path of paths) expect([path, (await json(path)).status]).toEqual([path, 200]);
    }
  });

  test('finds the latest complete period with feedback', async () => {
    const { json } = await createReportApi();
    const periodOf = async (grain: string) => {
      const { body } = await json(`/digests/_all/${grain}/latest`);
      return (body['digest'] as { span: { period: { period: string } } }).span.period.period;
    };
    expect([
      await periodOf('day'),
      await periodOf('week'),
      await periodOf('month'),
      await periodOf('quarter'),
    ]).toEqual(['2026-05-27', '2026-05-25', '2026-05', '2026-01']);
  });

  test('marks a period that has not ended, and compares it with the same number of days', async () => {
    const { json } = await createReportApi();
    const { body } = await json('/digests/_all/month/2026-06');
    expect(body['digest']).toMatchObject({
      span: { through: '2026-06-01', previousThrough: '2026-05-01' },
    });
  });

  test('is available as Markdown and as a page', async () => {
    const { ask } = await createReportApi();
    const markdown = await ask('/digests/delivery/month/2026-05?format=md');
    expect([markdown.type, markdown.text.slice(0, 20)]).toEqual([
      'text/markdown; charset=utf-8',
      '# Delivery, May 2026',
    ]);
    const page = await ask('/digests/delivery/quarter/2026-05?format=html');
    expect([page.type, page.text.slice(0, 15)]).toEqual(['text/html; charset=UTF-8', '<!doctype html>']);
  });

  test('answers as a presentation that can be downloaded', async () => {
    const { api } = await createReportApi();
    const answer = await api.request('/digests/_all/week/2026-05-25?format=pptx');
    expect(answer.headers.get('content-type')).toBe(
      'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    );
    expect(answer.headers.get('content-disposition')).toBe(
      'attachment; filename="verbatim-journey-week-2026-05-25.pptx"',
    );
    const { slides } = opened(new Uint8Array(await answer.arrayBuffer()));
    expect(slides[0]?.[0]).toBe('The whole journey, the week of 25 May 2026');
  });

  test('has a digest for a touchpoint of the journey without responses, but not for an unknown one', async () => {
    const { json } = await createReportApi();
    const { body } = await json('/digests/checkout/week/2026-05-25');
    expect((body['digest'] as { facts: { text: string }[] }).facts.map(({ text }) => text)).toEqual([
      'Nobody answered in the week of 25 May.',
    ]);
    expect((await json('/digests/chekout/week/2026-05-25')).status).toBe(404);
  });

  test.each([
    '/digests/_all/hour/2026-05-25',
    '/digests/_all/week/2026-05',
    '/digests/_all/month/2026-05-25',
    '/digests/_all/week/2026-05-25?format=pdf',
    '/digests?year=26',
  ])('refuses %s', async (path) => {
    const { json } = await createReportApi();
    const { status, body } = await json(path);
    expect([status, body['error']]).toMatchObject([400, { code: 'usage' }]);
  });
});

describe('GET /alerts', () => {
  const alerts = 'rules: [{ id: nps, kind: below-target, series: "nps:transactional", target: 30, days: 7 }]';

  test('lists raised alerts, and on request what would be raised now', async () => {
    const { json, issue } = await createReportApi({ alerts });
    expect((await json('/alerts?now=true')).body).toMatchObject({
      alerts: [],
      alarming: [
        { rule: 'nps', subject: 'delivery', evidence: expect.stringMatching(/^\/touchpoints\/delivery/) },
      ],
    });
    await issue();
    expect((await json('/alerts')).body).toEqual({
      rules: [{ id: 'nps', kind: 'below-target', falseAlarmsAYear: expect.closeTo(4.4, 1) }],
      alerts: [expect.objectContaining({ rule: 'nps', subject: 'delivery', raised: true, told: true })],
    });
  });
});

describe('actions', () => {
  test('compares whole months where the weeks before are below the minimum group size', async () => {
    const { json } = await createReportApi(
      { actions: 'actions: [{ date: 2026-04-29, touchpoint: delivery, text: More vans }]' },
      [
        ...customers(30, '2026-03-10', 'delivery', 10),
        ...customers(2, '2026-03-24', 'delivery', 10),
        ...customers(2, '2026-04-14', 'delivery', 10),
        ...customers(30, '2026-05-12', 'delivery', 0),
      ],
    );
    const { body } = await json('/actions');
    const [{ effect }] = body['actions'] as [{ effect: Record<string, unknown> }];
    expect(effect).toMatchObject({
      before: { from: '2026-03-01', to: '2026-03-31' },
      after: { from: '2026-05-01', to: '2026-05-31' },
      suppressed: false,
    });
  });

  const enter = (action: object) => ({ method: 'POST', body: JSON.stringify(action) });
  const courier = { date: '2026-05-25', touchpoint: 'delivery', text: 'New courier' };

  test('are recorded once, and listed together with configured ones and their effect', async () => {
    const { json } = await createReportApi({
      actions: 'actions: [{ date: 2026-06-01, touchpoint: checkout, text: Fewer fields }]',
    });
    expect((await json('/actions', enter(courier))).status).toBe(201);
    expect((await json('/actions', enter(courier))).status).toBe(409);
    expect((await json('/actions')).body['actions']).toMatchObject([
      { touchpoint: 'checkout', effect: { changes: [] } },
      {
        id: '2026-05-25-delivery-new-courier',
        effect: {
          before: { from: '2026-04-27', to: '2026-05-24' },
          after: { from: '2026-05-25', to: '2026-05-31' },
          changes: [
            { series: 'nps:transactional', difference: -200 },
            { series: 'sentiment:net', difference: 0 },
          ],
        },
      },
    ]);
  });

  test.each([
    ['without a date', { ...courier, date: undefined }, 400],
    ['with what there is no place for', { ...courier, cost: 5 }, 400],
    ['of a touchpoint that nobody knows', { ...courier, touchpoint: 'chekout' }, 404],
  ])('%s are refused', async (_what, action, status) => {
    const { json } = await createReportApi();
    expect((await json('/actions', enter(action))).status).toBe(status);
  });

  test('that are not JSON are rejected', async () => {
    const { json } = await createReportApi();
    expect((await json('/actions', { method: 'POST', body: 'x' })).body['error']).toMatchObject({
      code: 'usage',
    });
  });
});
