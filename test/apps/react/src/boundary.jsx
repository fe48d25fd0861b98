import { Component } from 'react';

/** Shows what its children threw. */
export class Boundary extends Component {
  state = {};
  static getDerivedStateFromError(error) {
    return { error };
  }
  render() {
    const { error } = this.state;
    return error ? <p className="thrown">{`${this.props.name} threw ${error.message}`}</p> : this.props.children;
  }
}
