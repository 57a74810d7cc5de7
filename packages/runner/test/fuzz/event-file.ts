import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bytesOf, defineTarget } from '@suite/testkit/fuzz'
import { type Event, readEvent } from '../../src/event.ts'

let path: string | undefined

export const target = defineTarget<Event>({
  name: 'event-file',
  corpus: [
    '{"repository":{"default_branch":"main"},"pull_request":{"number":7}}',
    '{\n  "ref": "refs/heads/é",\n  "commits": []\n}\n',
    '{}',
  ].map(bytesOf),
  dictionary: ['{', '}', '"ref":', '"__proto__":', 'null', '[]', '\\u0000', '"', '1e999'],
  growth: [
    { open: '[', close: ']' },
    { open: '{"a":', middle: '1', close: '}' },
    { head: '{', open: '"k{#}":1,', tail: '"z":1}' },
  ],
  read(input) {
    path ??= join(mkdtempSync(join(tmpdir(), 'event-')), 'event.json')
    writeFileSync(path, input)
    return readEvent({ GITHUB_EVENT_NAME: 'push', GITHUB_EVENT_PATH: path })
  },
  judge(input, { payload }) {
    const text = new TextDecoder('utf-8', { fatal: true })
    try {
      return JSON.stringify(JSON.parse(text.decode(input))) === JSON.stringify(payload)
        ? undefined
        : 'another payload is read'
    } catch {
      return 'a payload is read that is not JSON in UTF-8'
    }
  },
})
