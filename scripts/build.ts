import './unread.ts'
import { buildAll } from './build/bundles.ts'

await buildAll({ force: process.argv.includes('--force') })
