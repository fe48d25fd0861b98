// React Router runs the middleware for paths that have a route. The middleware answers every request to this one.
export const loader = () => null;
export const action = () => null;
