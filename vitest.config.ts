import { defineConfig } from 'vitest/config'

/** Tests of the bundles as they ship, and of whole programs: `dist` is built before the first of them runs. */
const whole = ['actions/*/test/**/*.test.ts', 'test/**/*.test.ts']

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
    maxWorkers: 2,
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
          exclude: ['**/node_modules/**', ...whole],
        },
      },
      {
        extends: true,
        test: { name: 'whole', include: whole, globalSetup: 'test/build-bundles.ts' },
      },
    ],
  },
})
