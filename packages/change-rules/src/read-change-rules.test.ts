import { UsageError } from '@suite/errors'
import { describe, expect, it } from 'vitest'
import { readChangeRules } from './read-change-rules.ts'

const PATH = '.github/labeler.yml'

function read(text: string) {
  return readChangeRules({ path: PATH, text }, { dot: true })
}

async function refusal(text: string): Promise<string> {
  try {
    await read(text)
  } catch (error) {
    if (error instanceof UsageError) return error.message.replaceAll(`${PATH}:`, '')
    throw error
  }
  throw new Error('was read')
}

describe('the form of actions/labeler 7 is accepted', () => {
  it('a condition outside of any and all joins the any block before it, or begins one', async () => {
    const { labels } = await read(`
first:
  - any: [{ changed-files: [{ any-glob-to-any-file: a }] }]
  - head-branch: b
then:
  - head-branch: b
  - any: [{ changed-files: [{ any-glob-to-any-file: a }] }]
in-one-object:
  - head-branch: b
    any: [{ changed-files: [{ any-glob-to-any-file: a }] }]
    all: [{ base-branch: [c, d] }]
`)
    const shape = labels.map(({ blocks }) =>
      blocks.map(({ needs, conditions }) => [needs, conditions.map(({ on }) => on)]),
    )
    expect(shape).toEqual([
      [['any', ['changed-files', 'head-branch']]],
      [
        ['any', ['head-branch']],
        ['any', ['changed-files']],
      ],
      [
        ['any', ['head-branch']],
        ['any', ['changed-files']],
        ['all', ['base-branch', 'base-branch']],
      ],
    ])
  })

  it.each([
    ['12', 12],
    ["'12'", 12],
    ['0', 0],
  ])('a limit of %s is %i', async (written, limit) => {
    const rules = await read(`max-files-changed: ${written}\nchanged-files-labels-limit: ${written}\na: []\n`)
    expect(rules).toMatchObject({ maxFilesChanged: limit, changedFilesLabelsLimit: limit })
    expect(rules.labels.map(({ name }) => name)).toEqual(['a'])
  })

  it('anchors are shared between labels, and each glob keeps its place', async () => {
    const { labels } = await read(
      "a: &docs\n  - changed-files:\n      - any-glob-to-any-file: ['x', 'docs/**']\nb: *docs\n",
    )
    const globs = labels.flatMap(({ blocks }) =>
      blocks.flatMap(({ conditions }) =>
        conditions.flatMap((one) => (one.on === 'changed-files' ? one.globs : [])),
      ),
    )
    expect(globs.map(({ source, at }) => [source, at.line, at.column])).toEqual([
      ['x', 3, 32],
      ['docs/**', 3, 37],
      ['x', 3, 32],
      ['docs/**', 3, 37],
    ])
  })
})

describe('extensions of actions/labeler', () => {
  it('a mapping declares what a label looks like and when it is removed', async () => {
    const { labels } = await read(`
Ops:
  rules:
    - changed-files: [{ any-glob-to-any-file: 'ops/**' }]
  sync: own
  color: '#D93F0B'
  description: Touches operations
by-hand:
  color: 00ff00
`)
    expect(labels).toMatchObject([
      {
        name: 'Ops',
        sync: 'own',
        color: 'd93f0b',
        description: 'Touches operations',
        at: { line: 2, column: 1 },
      },
      { name: 'by-hand', sync: undefined, color: '00ff00', blocks: [] },
    ])
    expect(labels[0]?.blocks).toHaveLength(1)
  })

  it('a label may have the name of a property that every object has', async () => {
    const { labels } = await read('constructor: []\ntoString: []\n')
    expect(labels.map(({ name }) => name)).toEqual(['constructor', 'toString'])
  })
})

describe('a mistake that actions/labeler accepts silently is reported at its line and column', () => {
  it.each([
    ['an empty file', '# nothing yet\n', '1:1: the file holds no rules; begin with\ndocumentation:'],
    ['options without labels', 'max-files-changed: 3\n', '1:1: the file holds no rules'],
    [
      'a misspelt condition',
      'a:\n  - chnaged-files: []\n',
      '2:5: unknown key "chnaged-files"; did you mean "changed-files"?',
    ],
    [
      'a misspelt quantifier',
      'a:\n  - changed-files:\n      - any-globs-to-any-file: x\n',
      '3:9: unknown key "any-globs-to-any-file"; did you mean "any-glob-to-any-file"?',
    ],
    ['an unknown block', 'a:\n  - none:\n      - head-branch: x\n', '2:5: unknown key "none"'],
    [
      'a condition without content',
      'a:\n  - changed-files:\n',
      '2:5: "changed-files": expected a list, found nothing',
    ],
    [
      'an empty list of globs',
      'a:\n  - changed-files: [{ any-glob-to-any-file: [] }]\n',
      '2:45: "any-glob-to-any-file": must have at least 1 item',
    ],
    ['an empty block', 'a:\n  - any: []\n', '2:10: "any": must have at least 1 item'],
    ['an empty rule', 'a:\n  - {}\n', '2:5: "a": names no condition'],
    [
      'a mapping for a list',
      'a:\n  - changed-files: { any-glob-to-any-file: x }\n',
      '2:20: "changed-files": expected a list, found a mapping',
    ],
    [
      'a glob that is a number',
      'a:\n  - changed-files: [{ any-glob-to-any-file: 12 }]\n',
      '2:45: "any-glob-to-any-file": expected a glob or a list of globs',
    ],
    [
      'a branch that is a number',
      'a:\n  - base-branch: 1.0\n',
      '2:18: "base-branch": expected a regular expression',
    ],
    [
      'a glob without a quantifier',
      "a:\n  - changed-files: ['x/**']\n",
      '2:21: "changed-files": say how it matches: "- any-glob-to-any-file: "x/**""',
    ],
    ['a glob of labeler 4', 'a: docs/**\n', '1:4: "a": this is the form of actions/labeler 4'],
    [
      'a list of labeler 4',
      "a:\n  - 'docs/**'\n",
      '2:5: "a": this is the form of actions/labeler 4; with the same meaning it is now\n' +
        "a:\n  - changed-files:\n      - any-glob-to-any-file: ['docs/**']",
    ],
    [
      'a block of labeler 4',
      "a:\n  - any: ['docs/**']\n",
      '2:10: "any": this is the form of actions/labeler 4; with the same meaning it is now\n' +
        "a:\n  - changed-files:\n      - all-globs-to-any-file: ['docs/**']",
    ],
    ['text below rules', "a:\n  rules:\n    - 'docs/**'\n", '3:7: "rules": a rule is a mapping; write'],
    ['a list of labels', '- a\n', '1:1: the file is a list, and must be a mapping'],
    ['a text', 'docs/**\n', '1:1: the file is one text, and must be a mapping'],
    ['a label that is null', 'a: ~\n', '1:4: "a": expected a list of rules, or a mapping'],
    ['a limit below zero', 'max-files-changed: -1\na: []\n', '1:20: "max-files-changed": must be at least 0'],
    [
      'a limit that is a word',
      'max-files-changed: many\na: []\n',
      '1:20: "max-files-changed": must be a whole number from 0',
    ],
    [
      'a label twice in two cases',
      'src: []\nSRC: []\n',
      '2:1: "SRC": the same label as "src": case does not count',
    ],
    ['a label with space around it', '" a": []\n', '1:1: " a": a label cannot begin or end with a space'],
    ['a label of 51 characters', `${'é'.repeat(51)}: []\n`, 'a label can have at most 50 characters'],
    [
      'more than 100 labels',
      Array.from({ length: 101 }, (_, n) => `l${n}: []`).join('\n'),
      '1:1: more than 100 labels',
    ],
    ['a color by name', 'a:\n  color: red\n', '2:10: "color": must be six hexadecimal digits in quotes'],
    [
      'a color that YAML takes for a number',
      'a:\n  color: 000000\n',
      '2:10: "color": expected text, found 0 (put it in quotes)',
    ],
    [
      'a long description',
      `a:\n  description: ${'x'.repeat(101)}\n`,
      '2:16: "description": must have at most 100 characters',
    ],
    [
      'an unknown way to sync',
      'a:\n  sync: allways\n',
      '2:9: "sync": must be one of always, own, never; did you mean "always"?',
    ],
    ['a label without a value', 'a:\n', '1:1: "a": expected a list of rules, or a mapping with `rules`'],
    ['an invalid branch pattern', "a:\n  - head-branch: ['ok', '(']\n", '2:25: '],
    [
      'a branch pattern with lookahead',
      "a:\n  - head-branch: '^(?!main)'\n",
      '2:18: (?! is a negative lookahead',
    ],
    [
      'a glob that is not supported',
      "a:\n  - changed-files:\n      - any-glob-to-any-file:\n          - 'ok'\n          - ../src\n",
      '5:13: "any-glob-to-any-file": no path in git has a segment ..',
    ],
  ])('%s', async (_, text, message) => {
    expect(await refusal(text)).toContain(message)
  })

  it('all mistakes are reported at once, across labels', async () => {
    const message = await refusal('a: x\nA: [{}]\nb:\n  - any-file: y\n')
    expect([...message.matchAll(/^(\d+):\d+: /gm)].map(([, line]) => line)).toEqual(['1', '2', '2', '4'])
  })
})
