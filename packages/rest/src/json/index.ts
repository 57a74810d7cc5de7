export { parseJson } from './parse-json.ts'
export { valueAt } from './pointer.ts'
export { repeatedMember } from './repeated-member.ts'
