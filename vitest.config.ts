import { defineConfig } from 'vitest/config'

export default defineConfig({
  ssr: { resolve: { conditions: ['suite-source'] } },
  resolve: { conditions: ['suite-source'] },
  test: {
    include: ['{actions,packages,scripts,test}/**/*.test.ts'],
    // A limit finds what hangs: it says nothing about speed, since the machine may be busy.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    pool: 'forks',
    maxWorkers: 2,
    restoreMocks: true,
    setupFiles: ['test/lifetime/every-test.ts'],
  },
})
