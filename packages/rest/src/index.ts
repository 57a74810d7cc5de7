export { requireNoDots } from './no-dots.ts'
export { isRefusal, type Purpose, Refusal } from './refusal.ts'
export { UnexpectedAnswer } from './unexpected-answer.ts'
