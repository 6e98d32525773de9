export type GroupKind = 'department' | 'unit' | 'team' | 'site'
