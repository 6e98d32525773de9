import type { PasswordFault } from '../domain/password.ts'
import { PASSWORD_BYTES } from '../domain/password.ts'

/** Why a password was refused, and what to do about it. */
export const passwordFaultWords: Record<PasswordFault, (minimum: number) => string> = {
  'too-short': (minimum) => `Choose a password of at least ${minimum} characters`,
  'too-long': () => `Choose a shorter password: ${PASSWORD_BYTES} bytes are the most we can take`,
  common: () => 'Choose a password that is harder to guess: this one is on the list of common passwords',
  personal: () =>
    'Choose a password without your name, your email address, your organization or “Usher” in it',
  repeated: () => 'Choose a password with more than one or two different characters',
}
