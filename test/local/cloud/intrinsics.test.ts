import { expect, test } from 'vitest';
import { type Identities, resolve } from '../../../lib/local/cloud/intrinsics.ts';

const identities: Identities = new Map([
  ['Work', { ref: 'http://127.0.0.1:1/0/work', attributes: { Arn: 'arn:work', QueueName: 'work' } }],
]);

test.each([
  ['a plain value is itself', { Size: 3, Names: ['a'] }, { Size: 3, Names: ['a'] }],
  ['Ref is what a resource is called', { Ref: 'Work' }, 'http://127.0.0.1:1/0/work'],
  ['Ref of a pseudo parameter is its local stand-in', { Ref: 'AWS::Region' }, 'us-east-1'],
  ['GetAtt takes a list', { 'Fn::GetAtt': ['Work', 'Arn'] }, 'arn:work'],
  ['GetAtt takes a dotted path', { 'Fn::GetAtt': 'Work.QueueName' }, 'work'],
  ['Join joins what it resolves', { 'Fn::Join': ['/', ['a', { Ref: 'AWS::Partition' }]] }, 'a/aws'],
  [
    'Sub fills in names and attributes',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the template's own notation.
    { 'Fn::Sub': '${AWS::Region}:${Work.Arn}:$x' },
    'us-east-1:arn:work:$x',
  ],
  [
    'references are found at any depth',
    { A: [{ B: { Ref: 'Work' } }] },
    { A: [{ B: 'http://127.0.0.1:1/0/work' }] },
  ],
])('%s', (_fact, value, expected) => {
  expect(resolve(value, identities)).toEqual(expected);
});

test.each([
  ['a resource that is not there', { Ref: 'Gone' }, 'Gone'],
  ['an attribute that is not known', { 'Fn::GetAtt': ['Work', 'Color'] }, 'Work.Color'],
  ['a function that is not known', { 'Fn::Split': [',', 'a,b'] }, 'Fn::Split'],
])('%s is an error that names it', (_what, value, name) => {
  expect(() => resolve(value, identities)).toThrow(
    expect.objectContaining({ code: 'unknown-resource', message: expect.stringContaining(name) }),
  );
});
