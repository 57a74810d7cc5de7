import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { testsOfBundles } from './scripts/test/needs-bundles.ts'
import { skippedHere } from './test/platform-needs.ts'

/** Tests of whole programs. */
const whole = ['actions/*/test/**/*.test.ts', 'test/**/*.test.ts']

/** Those of the bundles as they ship: `dist` is built before the first of them runs. */
const bundles = testsOfBundles(whole, import.meta.dirname)

/** Those that this platform has not got the means for; scripts/test.ts prints why. */
const skipped = skippedHere().map(({ file }) => file)

// Tests start this project's own scripts hundreds of times. Without a cache, Node removes their types and compiles them
// each time, which is most of such a start.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, '.cache/compiled')

/** Set by scripts/mutants.ts: the only tests that are to judge a mutant. */
const mutated = process.env.TESTS_OF_MUTANTS

export default defineConfig({
  ssr: { resolve: { conditions: ['suite-source'] } },
  resolve: { conditions: ['suite-source'] },
  test: {
    // A limit finds what hangs: it says nothing about speed, since the machine may be busy.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    pool: 'forks',
    // One process runs many files: a test leaves no variable, folder or stand-in behind for the next one.
    // A mutant of what a module sets up once is only seen by a process that loads the module anew.
    isolate: mutated !== undefined,
    // Three more than the cores of a small runner: a third of the time of the tests is waiting for deadlines and sockets.
    maxWorkers: 5,
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
    setupFiles: ['test/lifetime/every-test.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'sources',
          include: [mutated ?? '{actions,packages,scripts}/**/*.test.ts'],
          exclude: ['**/node_modules/**', ...skipped, ...whole],
        },
      },
      {
        extends: true,
        test: { name: 'whole', include: whole, exclude: ['**/node_modules/**', ...skipped, ...bundles] },
      },
      {
        extends: true,
        test: {
          name: 'bundles',
          include: bundles,
          exclude: ['**/node_modules/**', ...skipped],
          globalSetup: 'test/build-bundles.ts',
        },
      },
    ],
  },
})
