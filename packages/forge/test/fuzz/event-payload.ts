import { bytesOf, defineTarget } from '@suite/testkit/fuzz'
import { readSubject, type Subject } from '../../src/index.ts'

const [one, two, none] = ['a', 'b', '0'].map((digit) => digit.repeat(40)) as [string, string, string]
const repository = { default_branch: 'main', size: 12 }
const events = [
  'pull_request',
  'pull_request_target',
  'pull_request_review',
  'merge_group',
  'push',
  'schedule',
]

/** The event and its payload, on two lines. */
export const target = defineTarget<Subject>({
  name: 'event-payload',
  corpus: [
    [
      'pull_request',
      {
        repository,
        pull_request: { number: 7, changed_files: 3, base: { ref: 'main', sha: one }, head: { sha: two } },
      },
    ],
    [
      'merge_group',
      {
        merge_group: {
          base_sha: one,
          head_sha: two,
          base_ref: 'refs/heads/main',
          head_ref: `refs/heads/gh-readonly-queue/main/pr-7-${one}`,
        },
      },
    ],
    ['push', { repository, before: one, after: two, ref: 'refs/heads/main' }],
    ['push', { repository, before: none, after: two, ref: 'refs/tags/v1' }],
    ['push', { repository, before: one, after: none, ref: 'refs/heads/x' }],
  ].map(([name, payload]) => bytesOf(`${name}\n${JSON.stringify(payload)}`)),
  dictionary: [
    ...events.map((name) => `${name}\n`),
    '"repository":',
    '"pull_request":',
    '"sha":',
    '"ref":',
    '"number":',
    none,
    one,
    'refs/heads/',
    '/pr-8-',
    '"before":',
    '"__proto__":',
  ],
  growth: [
    { head: 'push\n', open: '[', close: ']' },
    { head: 'push\n{"ref":"refs/', open: 'a' },
    { head: 'merge_group\n{"a":"', open: '/pr-1-' },
  ],
  read(input) {
    const [name, payload] = split(input)
    return readSubject({ name, payload })
  },
  judge(input, subject) {
    const [, written] = split(input)
    const payload = written as Record<string, Record<string, Record<string, unknown>>>
    if (!subject.trustedRef.startsWith('refs/') && !/^[0-9a-f]{40,64}$/.test(subject.trustedRef))
      return 'its rules are read from no full ref'
    if (subject.kind === 'pull-requests') {
      const pull = payload.pull_request
      const isSame =
        pull?.head?.sha === subject.expectation.head && pull?.base?.sha === subject.expectation.base
      return isSame && subject.numbers.every((each) => each === (pull?.number as unknown))
        ? undefined
        : 'another pull request is read'
    }
    if (subject.kind === 'merge-group')
      return payload.merge_group?.head_sha === (subject.head as unknown) ? undefined : 'another group is read'
    return subject.kind === 'branch-deleted' || payload.after === (subject.after as unknown)
      ? undefined
      : 'another push is read'
  },
})

function split(input: Uint8Array): readonly [name: string, payload: unknown] {
  const text = new TextDecoder().decode(input)
  const end = text.indexOf('\n')
  try {
    return [text.slice(0, Math.max(0, end)), JSON.parse(text.slice(end + 1))]
  } catch {
    return ['', undefined]
  }
}
