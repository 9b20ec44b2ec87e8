/* Stands for the app while the installer is tried: it runs until the file named by its first argument exists. */
#include <windows.h>
int main(int count, char **words) {
  while (count > 1 && GetFileAttributesA(words[1]) == INVALID_FILE_ATTRIBUTES) Sleep(50);
  return 0;
}
