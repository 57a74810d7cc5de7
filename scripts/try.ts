import './unread.ts'
import { join } from 'node:path'
import { root } from './actions.ts'
import { tryAction } from './try/try-action.ts'

// The working folder is the suite's; npm or the shell says where the user is.
const folder = process.env.INIT_CWD ?? process.env.PWD ?? process.cwd()
const stop = new Promise((resolve) => process.once('SIGINT', resolve))
process.exitCode = await tryAction(process.argv.slice(2), { folder, distribution: join(root, 'dist'), stop })
