import { DAY, type Life, MINUTE, type Person } from './model.ts'
import { OPERATOR } from './steps.ts'
import { type Rules, refuse, unless, type Verdict } from './verdict.ts'

type Deed =
  | 'edit'
  | 'edit phone'
  | 'add'
  | 'create'
  | 'invite'
  | 'approve'
  | 'deny'
  | 'cancel'
  | 'accept'
  | 'suspend'
  | 'enable'
  | 'delete'
  | 'undo delete'
  | 'purge'
  | 'end undecided'

const UNDO_WINDOW = 15 * MINUTE
const LINK_LIVES = DAY
const TEMPORARY = DAY
const DECIDED_WITHIN = 3 * DAY

export const peopleRules: Rules<Deed> = {
  edit: (life, { by, person: name, position, isOld }) =>
    edit(life, by, name, isOld, (it) => it.position === position, { position }),

  /** What one signs in with is a way in: nobody turns that of somebody who may do more. */
  'edit phone': (life, { by, person: name, phone, isOld }) => {
    const person = life.named(name)
    const isSame = person?.phone === phone
    const reaches = by === name || (person && life.reachesPerson(by, person))
    return edit(
      life,
      by,
      name,
      isOld,
      () => isSame,
      { phone },
      {
        'beyond-your-own-permissions': !isSame && !reaches,
        'phone-taken': life.people.some((it) => it !== person && it.phone === phone),
      },
    )
  },

  add: (life, { by, person: name, role }) => {
    const reasons = {
      ...promising(life, by, role),
      'not-permitted': !life.may(by, 'invite.direct'),
      'address-taken': life.at(name) !== undefined,
    }
    return unless(reasons, () => {
      const person = life.bear(name, { state: 'invited' })
      open(life, by, person, role, { byLetter: false, waits: life.needsSecondPerson(role) })
      return [`${by} user.add ${name}`]
    })
  },

  create: (life, { by, person: name, role, password }) => {
    const reasons = {
      ...promising(life, by, role),
      'not-permitted': !life.may(by, 'users.manage'),
      'needs-approval': life.needsSecondPerson(role),
      'address-taken': life.at(name) !== undefined,
    }
    return unless(reasons, () => {
      life.bear(name, {
        state: 'active',
        wasEverActive: true,
        password,
        temporaryUntil: life.now + TEMPORARY,
        grants: [{ role, site: null, until: null }],
      })
      return [`${by} user.create ${name}`]
    })
  },

  /** Whoever may not invite directly asks; the approver's ceiling decides what may be promised. */
  invite: (life, { by, person: name, role }) => {
    const isDirect = life.may(by, 'invite.direct')
    const known = life.at(name)
    const { 'role-unknown': isUnknown, ...ceiling } = promising(life, by, role)
    const reasons = {
      ...(isDirect ? ceiling : {}),
      'role-unknown': isUnknown,
      'not-permitted': !isDirect && !life.may(by, 'invitations.request'),
      'already-invited': known?.state === 'invited',
      'already-a-user': known !== undefined && !['invited', 'staged'].includes(known.state),
    }
    return unless(reasons, () => {
      const person = known ?? life.bear(name, { cameByInvitation: true })
      person.state = 'invited'
      const waits = !isDirect || life.needsSecondPerson(role)
      open(life, by, person, role, { byLetter: true, waits })
      return [`${by} invitation.${waits ? 'request' : 'create'} invitation`]
    })
  },

  approve: (life, { by, invitation: at }) => {
    const it = life.invitations[at]
    if (!it) return refuse('not-found', 'not-permitted')
    const reasons = {
      'not-permitted': !life.may(by, 'invite.direct'),
      'not-for-you': by === OPERATOR || isInviter(life, by, it),
      'beyond-your-own-permissions': !life.reachesRoles(by, [it.role]),
      'invitation-closed': it.state !== 'awaiting approval',
    }
    return unless(reasons, () => {
      it.state = 'pending'
      // A link that waited is handed to nobody.
      it.isSent = it.byLetter
      it.until = life.now + LINK_LIVES
      return [`${by} invitation.approve invitation`]
    })
  },

  deny: (life, { by, invitation: at }) => {
    const it = life.invitations[at]
    if (!it) return refuse('not-found', 'not-permitted')
    const reasons = {
      'not-permitted': !life.may(by, 'invite.direct'),
      'not-for-you': by === OPERATOR,
      'invitation-closed': it.state !== 'awaiting approval',
    }
    return unless(reasons, () => {
      it.state = 'denied'
      life.withdraw(it.person)
      return [`${by} invitation.deny invitation`]
    })
  },

  cancel: (life, { by, invitation: at }) => {
    const it = life.invitations[at]
    if (!it) return refuse('not-found', 'not-permitted')
    const isOwn = isInviter(life, by, it) && life.may(by, 'invite.direct')
    const reasons = {
      'not-permitted': !isOwn && !life.may(by, 'invitations.manage'),
      'invitation-closed': !life.isOpen(it),
    }
    return unless(reasons, () => {
      it.state = 'cancelled'
      life.withdraw(it.person)
      return [`${by} invitation.cancel invitation`]
    })
  },

  accept: (life, { invitation: at, password }) => {
    const it = life.invitations[at]
    if (!it?.isSent) return refuse('link-unknown')
    const state = life.stateOf(it)
    if (state !== 'pending') return refuse(`link-dead ${state === 'denied' ? 'cancelled' : state}`)
    return unless({}, () => {
      const { person } = it
      it.state = 'accepted'
      Object.assign(person, { state: 'active', wasEverActive: true, password })
      if (it.byLetter) person.isProved = true
      // What was held for a while, or had ended, is held for good now.
      person.grants = person.grants.filter((grant) => grant.role !== it.role || grant.site !== null)
      person.grants.push({ role: it.role, site: null, until: null })
      life.begin(person)
      return [`${person.name} invitation.accept invitation`, `${person.name} session.begin session`]
    })
  },

  suspend: (life, { by, person: name }) =>
    shutOut(life, by, name, 'users.manage', 'user.suspend', (it) => {
      it.state = 'suspended'
    }),

  delete: (life, { by, person: name }) =>
    shutOut(life, by, name, 'users.delete', 'user.delete', (it) => {
      // The invitation does not come back to life, so somebody who was invited comes back as staged.
      it.before = it.state === 'invited' ? 'staged' : it.state
      it.state = 'deleted'
      it.purgeAt = life.now + UNDO_WINDOW
    }),

  enable: (life, { by, person: name }) => {
    const person = life.named(name)
    if (!person) return refuse('not-found', 'not-permitted')
    const reasons = {
      'not-permitted': !life.may(by, 'users.manage'),
      'user-state': person.state !== 'suspended',
    }
    return unless(reasons, () => {
      person.state = person.wasEverActive ? 'active' : 'staged'
      return [`${by} user.enable ${name}`]
    })
  },

  'undo delete': (life, { by, person: name }) => {
    const person = life.named(name)
    if (!person) return refuse('not-found', 'not-permitted')
    const reasons = {
      'not-permitted': !life.may(by, 'users.delete'),
      'user-state': person.state !== 'deleted',
      'not-found': person.state === 'deleted' && life.now >= person.purgeAt,
    }
    return unless(reasons, () => {
      person.state = person.before
      return [`${by} user.undo-delete ${name}`]
    })
  },

  purge: (life) =>
    unless({}, () => {
      const due = life.people.filter((it) => it.state === 'deleted' && life.now >= it.purgeAt)
      for (const it of due) life.bury(it)
      return due.map((it) => `system user.purge ${it.name}`)
    }),

  'end undecided': (life) =>
    unless({}, () => {
      const isDue = (it: Life['invitations'][number]) =>
        it.state === 'awaiting approval' && life.now >= it.askedAt + DECIDED_WITHIN
      const due = life.invitations.filter(isDue)
      for (const it of due) {
        it.state = 'cancelled'
        life.withdraw(it.person)
      }
      return due.map(() => 'system invitation.end-undecided invitation')
    }),
}

/** Nobody promises a role that is not there any more, or that allows more than they may do. */
const promising = (life: Life, by: string, role: number) => ({
  'role-unknown': life.roles[role]?.isArchived ?? true,
  'beyond-your-own-permissions': !life.reachesRoles(by, [role]),
})

const isInviter = (life: Life, by: string, { inviter }: Life['invitations'][number]): boolean =>
  inviter !== null && inviter === life.named(by)

function open(
  life: Life,
  by: string,
  person: Person,
  role: number,
  { byLetter, waits }: { byLetter: boolean; waits: boolean },
): void {
  life.invitations.push({
    person,
    inviter: life.named(by) ?? null,
    role,
    byLetter,
    state: waits ? 'awaiting approval' : 'pending',
    isSent: !waits,
    askedAt: life.now,
    until: life.now + LINK_LIVES,
  })
}

function edit(
  life: Life,
  by: string,
  name: string,
  isOld: boolean,
  isSame: (it: Person) => boolean,
  change: Partial<Person>,
  more: Record<string, boolean> = {},
): Verdict {
  const person = life.named(name)
  if (!person) return refuse('not-found', 'not-permitted')
  const reasons = {
    ...more,
    'not-found': person.state === 'deleted',
    'not-permitted': !life.may(by, 'users.manage'),
    'changed-meanwhile': isOld,
  }
  return unless(reasons, () => {
    if (isSame(person)) return []
    Object.assign(person, change)
    return [`${by} user.edit ${name}`]
  })
}

function shutOut(
  life: Life,
  by: string,
  name: string,
  permission: string,
  act: string,
  end: (it: Person) => void,
): Verdict {
  const person = life.named(name)
  if (!person) return refuse('not-found', 'not-permitted')
  const isOver = person.state === 'deleted' || (act === 'user.suspend' && person.state === 'suspended')
  const reasons = {
    'not-permitted': !life.may(by, permission),
    yourself: by === name,
    'beyond-your-own-permissions': !life.reachesPerson(by, person),
    'last-owner': life.isLastOwner(person),
    'user-state': isOver,
  }
  return unless(reasons, () => {
    end(person)
    life.shutOut(person)
    return [`${by} ${act} ${name}`]
  })
}
