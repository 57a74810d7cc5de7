import { findInjections, hostileNames } from '@suite/testkit/core'
import { describe, expect, it } from 'vitest'
import { runFixture } from './run-fixture.ts'

describe.each(hostileNames.map((name) => [JSON.stringify(name).slice(0, 40), name] as const))(
  'the name %s',
  (_, name) => {
    it('does nothing in the log, the annotations and the summary, and later steps read it as it is', async () => {
      const ran = await runFixture('shows-names', { environment: { FIXTURE_NAME: JSON.stringify(name) } })
      expect(ran.exitCode, ran.everything).toBe(1)
      expect(findInjections({ stdout: ran.lines.join('\n'), summary: ran.summary })).toEqual([])
      expect(ran.outputs).toMatchObject({
        verdict: 'fail',
        reason: 'refused',
        said: name.replaceAll(/\p{Cs}/gu, '\ufffd'),
      })
    })
  },
)
