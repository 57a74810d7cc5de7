/**
 * Who the registry knows its caller as: a user by a password, nobody with a token that the registry gives to anybody,
 * or nobody at all.
 */
export type Standing = 'user' | 'anonymous' | 'unknown'
