'use client';

import { Show, SignInButton, SignOutButton, SignUpButton, UserButton, useUser } from '@clerk/nextjs';
import Link from 'next/link';
import { useState } from 'react';

const NAMES = ['', 'profile', 'protected', 'screens', 'custom', 'custom-new', 'sign-in', 'sign-up'];

export function Header() {
  const { isLoaded, user } = useUser();
  const [count, setCount] = useState(0);
  return (
    <header>
      <nav>
        {NAMES.map((name) => (
          <Link key={name} href={`/${name}`} prefetch={false}>
            {name || 'home'}
          </Link>
        ))}
      </nav>
      <output id="who">{isLoaded ? (user?.id ?? 'nobody') : 'loading'}</output>
      <output id="count">{count}</output>
      <Show when="signed-out">
        <SignInButton mode="modal">
          <button id="open-sign-in">Sign in here</button>
        </SignInButton>
        <SignUpButton mode="modal">
          <button id="open-sign-up">Sign up here</button>
        </SignUpButton>
      </Show>
      <Show when="signed-in">
        <UserButton>
          <UserButton.MenuItems>
            <UserButton.Action label="manageAccount" />
            <UserButton.Action
              label="Count up"
              labelIcon={<i className="icon-count">+</i>}
              onClick={() => setCount(count + 1)}
            />
            <UserButton.Action label="Read the terms" labelIcon={<i>§</i>} open="terms" />
            <UserButton.Link label="Screens" labelIcon={<i className="icon-screens">S</i>} href="/screens" />
          </UserButton.MenuItems>
          <UserButton.UserProfilePage label="Terms" url="terms" labelIcon={<i className="icon-terms">§</i>}>
            <h1 className="terms">The terms, read {count} times</h1>
          </UserButton.UserProfilePage>
        </UserButton>
        <SignOutButton redirectUrl="/">
          <button id="sign-out">Sign out here</button>
        </SignOutButton>
      </Show>
    </header>
  );
}
