import { bytesOf, defineTarget, textOf, variantsOf } from '@suite/testkit/fuzz'
import { type ChangeRules, evaluateRules, readChangeRules } from '../../src/index.ts'

/** Paths and branches that a pull request may have. */
const change = {
  files: ['src/a.ts', 'docs/.x/y.md', 'a\nb', '-x', 'e\u0301', ''].map((path) => ({
    path,
    status: 'added' as const,
  })),
  baseBranch: 'main',
  headBranch: 'feature/x',
}
const addition = '\nzz-added:\n- changed-files:\n  - any-glob-to-any-file: zz\n'
const mostCharacters = 60_000

export const target = defineTarget<ChangeRules>({
  name: 'rule-file',
  corpus: [
    'docs:\n- changed-files:\n  - any-glob-to-any-file: [docs/**, "*.md"]\n',
    'api:\n  color: "#00ff00"\n  description: The API\n  sync: own\n  rules:\n  - any:\n    - changed-files:\n      - all-globs-to-all-files: src/api/**\n    - head-branch: ["^api/", api]\n',
    "max-files-changed: 100\nchanged-files-labels-limit: 3\nui: # comment\n- all:\n  - changed-files:\n    - any-glob-to-all-files: '!src/**'\n  - base-branch: main\n",
    'a: &x\n- changed-files: [{any-glob-to-any-file: "src/*.{ts,js}"}]\nb: *x\n',
    '"q\\u00e9": [\n{changed-files: [{all-globs-to-any-file: [a/@(b|c)/*]}]}\n]\n',
  ].map(bytesOf),
  dictionary: [
    ...['changed-files:', 'any-glob-to-any-file:', 'all-globs-to-all-files:', 'base-branch:', 'head-branch:'],
    ...[
      'any:',
      'all:',
      'rules:',
      'sync:',
      'color:',
      'max-files-changed:',
      '- ',
      '\n- ',
      '\n  ',
      ': ',
      ' #',
      '&a ',
      '*a',
    ],
    ...[
      '<<: *a',
      '!!str ',
      '| ',
      '>-\n',
      '---\n',
      '...\n',
      '? ',
      '**',
      '{a,b}',
      '@(a|b)',
      '!(a)',
      '[!a-z]',
      '{1..9}',
    ],
  ],
  largest: 64 * 1024,
  growth: [
    { head: 'a:\n- changed-files:\n  - any-glob-to-any-file:\n', open: '    - x{#}/**\n' },
    { open: 'l{#}: [{changed-files: [{any-glob-to-any-file: a}]}]\n' },
    { head: 'a: ', open: '[', close: ']' },
    { head: 'a: [\n', open: '{changed-files: [\n', middle: 'x', close: ']}\n', tail: ']' },
  ],
  read: (input) => readChangeRules({ path: 'labels.yml', text: textOf(input) }, { dot: true }),
  async judge(input, rules) {
    const text = textOf(input)
    evaluateRules(rules, change)
    const hasOption = rules.maxFilesChanged !== undefined || rules.changedFilesLabelsLimit !== undefined
    if (rules.labels.length === 0 && !hasOption && !isBlank(text)) return 'a file with contents gives no rule'
    for (const other of variantsOf(text, mostCharacters))
      if (namesOf(await read(other)) !== namesOf(rules))
        return `it means something else as ${JSON.stringify(other)}`
    const more = text.length > mostCharacters ? undefined : await read(text + addition)
    if (more !== undefined && namesOf(more, -1) !== namesOf(rules))
      return 'a label that is added at the end changes others'
    return undefined
  },
})

/** Returns the rules in a form to compare; for `end` -1 without the last of them. */
function namesOf(rules: ChangeRules | undefined, end?: number): string {
  return JSON.stringify(rules?.labels.slice(0, end))
}

async function read(text: string): Promise<ChangeRules | undefined> {
  return readChangeRules({ path: 'labels.yml', text }, { dot: true }).catch(() => undefined)
}

/** Returns whether a text has nothing but comments, and marks of a document that is empty. */
function isBlank(text: string): boolean {
  return text
    .replace(/^\ufeff/, '')
    .split(/[\r\n]/)
    .every((line) => /^\s*(?:(?:---|\.\.\.|\{\s*\}|%.*|[&!]\S*)\s*)*(?:#.*)?$/.test(line))
}
