import './unread.ts'
import { generateAll } from './generate/files.ts'

const changed = await generateAll()
console.log(changed.length === 0 ? 'Everything generated is up to date.' : `Renewed ${changed.join(', ')}`)
