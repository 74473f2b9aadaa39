;; Loops: locals stay in their homes.
(module
  (func $count_down (param i32) (result i32)
    (loop $l (br_if $l (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
    (local.get 0))
  (func $count_up (param i32) (result i32) (local i32)
    (loop $l
      (local.set 1 (i32.add (local.get 1) (i32.const 1)))
      (br_if $l (i32.lt_u (local.get 1) (local.get 0))))
    (local.get 1))
  (func $while (param i32) (result i32) (local i32)
    (block $out
      (loop $l
        (br_if $out (i32.ge_s (local.get 1) (local.get 0)))
        (local.set 1 (i32.add (local.get 1) (i32.const 3)))
        (br $l)))
    (local.get 1))
  (func $param (param i32) (result i32)
    (i32.const 1)
    (loop $l (param i32) (result i32)
      (i32.mul (local.get 0))
      (br_if $l (local.tee 0 (i32.sub (local.get 0) (i32.const 1))))))
  (func $nested (param i32) (result i32) (local i32 i32)
    (loop $outer
      (local.set 1 (local.get 0))
      (loop $inner
        (local.set 2 (i32.add (local.get 2) (i32.mul (local.get 0) (local.get 1))))
        (br_if $inner (local.tee 1 (i32.sub (local.get 1) (i32.const 1)))))
      (br_if $outer (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
    (local.get 2))
  (func $two_values (param i32) (result i32)
    (i32.const 0)
    (i32.const 1)
    (loop $l (param i32 i32) (result i32 i32)
      (local.get 0)
      (i32.add)
      (br_if $l (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
    (i32.add))
  (func $infinite (loop $l (br $l))))
;; $count_down
;;     x86-64: 3 instructions, 7 bytes                      | AArch64: 3 instructions, 12 bytes
;;   loop
;;     L0:                                                  | L0:
;;   local.get 0
;;   i32.const 1
;;   i32.sub
;;       add edi, -0x1                                      |   sub w2, w2, #1
;;   local.tee 0
;;   br_if 0
;;       jnz L0                                             |   cbnz w2, L0
;;   end
;;   local.get 0
;;   end
;;       mov eax, edi                                       |   mov w0, w2
;;
;; $count_up
;;     x86-64: 7 instructions, 31 bytes                     | AArch64: 5 instructions, 20 bytes
;;       xor r8d, r8d                                       |   movz w3, #0
;;   loop
;;       nop [rax+rax], ax                                  | L0:
;;       nop [rax], eax                                     |
;;     L0:                                                  |
;;   local.get 1
;;   i32.const 1
;;   i32.add
;;       add r8d, 0x1                                       |   add w3, w3, #1
;;   local.set 1
;;   local.get 1
;;   local.get 0
;;   i32.lt_u
;;       cmp r8d, edi                                       |   cmp w3, w2
;;   br_if 0
;;       jb L0                                              |   b.lo L0
;;   end
;;   local.get 1
;;   end
;;       mov eax, r8d                                       |   mov w0, w3
;;
;; $while
;;     x86-64: 8 instructions, 37 bytes                     | AArch64: 6 instructions, 24 bytes
;;       xor r8d, r8d                                       |   movz w3, #0
;;   block
;;   loop
;;       nop [rax+rax], ax                                  | L0:
;;       nop [rax], eax                                     |
;;     L0:                                                  |
;;   local.get 1
;;   local.get 0
;;   i32.ge_s
;;       cmp r8d, edi                                       |   cmp w3, w2
;;   br_if 1
;;       jnl L1                                             |   b.ge L1
;;   local.get 1
;;   i32.const 3
;;   i32.add
;;       add r8d, 0x3                                       |   add w3, w3, #3
;;   local.set 1
;;   br 0
;;       jmp L0                                             |   b L0
;;   end
;;     L1:                                                  | L1:
;;   end
;;   local.get 1
;;   end
;;       mov eax, r8d                                       |   mov w0, w3
;;
;; $param
;;     x86-64: 6 instructions, 27 bytes                     | AArch64: 4 instructions, 16 bytes
;;   i32.const 1
;;   loop (type 0)
;;       mov eax, 0x1                                       |   movz w0, #0x1
;;       nop [rax+rax], ax                                  | L0:
;;       nop [rax+rax], eax                                 |
;;     L0:                                                  |
;;   local.get 0
;;   i32.mul
;;       imul eax, edi                                      |   mul w0, w0, w2
;;   local.get 0
;;   i32.const 1
;;   i32.sub
;;       add edi, -0x1                                      |   sub w2, w2, #1
;;   local.tee 0
;;   br_if 0
;;       jnz L0                                             |   cbnz w2, L0
;;   end
;;   end
;;
;; $nested
;;     x86-64: 10 instructions, 29 bytes                    | AArch64: 8 instructions, 32 bytes
;;       xor r9d, r9d                                       |   movz w4, #0
;;   loop
;;     L0:                                                  | L0:
;;   local.get 0
;;   local.set 1
;;       mov r8d, edi                                       |   mov w3, w2
;;   loop
;;     L1:                                                  | L1:
;;   local.get 2
;;   local.get 0
;;   local.get 1
;;   i32.mul
;;       mov eax, edi                                       |
;;       imul eax, r8d                                      |
;;   i32.add
;;       add r9d, eax                                       |   madd w4, w2, w3, w4
;;   local.set 2
;;   local.get 1
;;   i32.const 1
;;   i32.sub
;;       add r8d, -0x1                                      |   sub w3, w3, #1
;;   local.tee 1
;;   br_if 0
;;       jnz L1                                             |   cbnz w3, L1
;;   end
;;   local.get 0
;;   i32.const 1
;;   i32.sub
;;       add edi, -0x1                                      |   sub w2, w2, #1
;;   local.tee 0
;;   br_if 0
;;       jnz L0                                             |   cbnz w2, L0
;;   end
;;   local.get 2
;;   end
;;       mov eax, r9d                                       |   mov w0, w4
;;
;; $two_values
;;     x86-64: 9 instructions, 33 bytes                     | AArch64: 9 instructions, 36 bytes
;;   i32.const 0
;;   i32.const 1
;;   loop (type 1)
;;       mov dword ptr [rbp-0x8], 0x0                       |   str xzr, [x29, #0x10]
;;       mov eax, 0x1                                       |   movz w0, #0x1
;;     L0:                                                  | L0:
;;   local.get 0
;;   i32.add
;;   local.get 0
;;   i32.const 1
;;   i32.sub
;;       lea ecx, [rax+rdi]                                 |   add w1, w0, w2
;;       add edi, -0x1                                      |   sub w2, w2, #1
;;   local.tee 0
;;   br_if 0
;;       jz L1                                              |   cbz w2, L1
;;       mov eax, ecx                                       |   mov w0, w1
;;       jmp L0                                             |   b L0
;;   end
;;     L1:                                                  | L1:
;;   i32.add
;;       mov eax, [rbp-0x8]                                 |   ldr w0, [x29, #0x10]
;;       add eax, ecx                                       |   add w0, w0, w1
;;   end
;;
;; $infinite
;;     x86-64: 1 instruction, 2 bytes                       | AArch64: 1 instruction, 4 bytes
;;   loop
;;     L0:                                                  | L0:
;;   br 0
;;       jmp L0                                             |   b L0
;;   end
;;   end
