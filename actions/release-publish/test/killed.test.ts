import { shareProcesses } from '@suite/testkit/bundle'
import { cellsOf, inLanes, runCell, runClean } from '@suite/testkit/sweep'
import { expect, it } from 'vitest'
import { scenarios } from './scenarios.ts'

const warm = shareProcesses()

// The sweep also kills before and after each write, and cancels; `converge.test.ts` kills a model at each request.
it.each(['publishes', 'publishes on Gitea, which has no digests'])(
  'a run that is killed during any write is finished by the next one: %s',
  async (name) => {
    const scenario = scenarios.find((each) => each.name === name)
    if (scenario === undefined) throw new Error(`there is no scenario ${name}`)
    const clean = await runClean(scenario, warm())
    const kills = cellsOf('release-publish', name, clean).filter(({ id }) => id.endsWith('SIGKILL during'))
    const unfinished: unknown[] = []
    await inLanes(kills, async (cell) => {
      const result = await runCell(cell, scenario, clean, warm())
      if (result.outcome !== 'true') unfinished.push(result)
    })
    expect(unfinished).toEqual([])
    // The draft, each of three files, and the publication.
    expect(kills.length).toBeGreaterThanOrEqual(5)
  },
)
