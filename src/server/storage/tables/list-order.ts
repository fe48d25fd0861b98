/** In which order a list is. */
export interface ListOrder<Name extends string> {
  by: Name;
  direction: 'asc' | 'desc';
}

/** Which part of a list is returned. */
export interface ListPage {
  limit: number;
  offset: number;
}
