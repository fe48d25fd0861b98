'use client';

import { UserProfile } from '@clerk/nextjs';
import { useState } from 'react';

export default function Page() {
  const [likes, setLikes] = useState(0);
  return (
    <UserProfile>
      <UserProfile.Page label="Likes" url="likes" labelIcon={<i className="icon-likes">L</i>}>
        <button id="like" onClick={() => setLikes(likes + 1)}>
          Liked {likes} times
        </button>
      </UserProfile.Page>
      <UserProfile.Link label="Home page" url="/" labelIcon={<i>H</i>} />
      <UserProfile.Page label="security" />
    </UserProfile>
  );
}
