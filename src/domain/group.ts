export type GroupKind = 'department' | 'unit' | 'team' | 'site'

export interface Group {
  organizationId: string
  id: string
  kind: GroupKind
  name: string
  archivedAt: Date | null
}
