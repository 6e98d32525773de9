import { stateOf, type User } from './user.ts'

type Welcomed = Pick<
  User,
  | 'address'
  | 'deliveryEmail'
  | 'registeredAt'
  | 'mustChangePassword'
  | 'invitedAt'
  | 'activatedAt'
  | 'suspendedAt'
  | 'deletedAt'
>

/** Where a way in may go: the address on file, or the personal one of whoever has no other. */
export const welcomeAddressOf = ({ address, deliveryEmail }: Pick<User, 'address' | 'deliveryEmail'>) =>
  address ?? deliveryEmail

/** Active by a provider's word, and never in: they have no password yet, nor were they handed one. */
export const mayBeWelcomed = (it: Welcomed): boolean =>
  stateOf(it) === 'active' &&
  it.registeredAt === null &&
  !it.mustChangePassword &&
  welcomeAddressOf(it) !== null
