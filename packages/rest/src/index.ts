export { addressOf, methodOf, type Place, pathOf } from './address.ts'
export { adviseOnStranger, adviseToRepeat } from './advice.ts'
export {
  type Access,
  createRestClient,
  isSuccess,
  type PlainClient,
  type Refused,
  type RestClient,
  type Service,
  toHttpRequest,
} from './client.ts'
export { askPages, incompleteList, range } from './pages.ts'
export type { Purpose, Question, Reply, RestRequest } from './question.ts'
export { type Advice, type Complaint, isNotFound, isRefusal, Refusal } from './refusal.ts'
export { readAnswer } from './unexpected-answer.ts'
