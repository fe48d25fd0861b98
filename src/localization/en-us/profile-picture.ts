/** Texts of `<clerk-user-profile>` for the picture of the user. */
export const profilePicture = {
  userProfile: {
    profilePage: {
      imageFormTitle: 'Profile picture',
      imageFormSubtitle: 'Upload',
      imageFormDestructiveActionSubtitle: 'Remove',
      fileDropAreaHint: 'PNG, JPEG, WebP, GIF or AVIF, up to 10 MB and 50 megapixels.',
      imageDropHint: 'You can also drop a file here.',
      imageCropLabel: 'Part of the picture that is shown',
      imageCropHint: 'Drag the picture into place.',
      imageCropKeys: 'Arrow keys move it, plus and minus zoom.',
      imageZoomLabel: 'Zoom',
      imageChooseAnother: 'Choose another',
      imageSuccessMessage: 'Your profile picture is saved.',
      imageRemovedMessage: 'Your profile picture is removed.',
    },
  },
  unstable__errors: {
    avatar_file_size_exceeded: 'This picture is too large. Choose one of up to 10 MB and 50 megapixels.',
    avatar_file_type_invalid:
      'This file is not a picture that can be used. Choose a PNG, JPEG, WebP, GIF or AVIF file.',
  },
};
