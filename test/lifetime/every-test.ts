import { aroundEach } from 'vitest'
import { withLifetime } from './lifetime.ts'

// Loaded before every test file: see `setupFiles` of vitest.config.ts.
aroundEach((runTest, { signal }) => withLifetime(signal, runTest))
