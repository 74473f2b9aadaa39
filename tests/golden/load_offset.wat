;; Offsets of loads in guarded code; what is beyond the guard (64 MiB) is added and checked.
(module
  (memory 1)
  (func $none (param i32) (result i32) (i32.load (local.get 0)))
  (func $near (param i32) (result i32) (i32.load offset=4 (local.get 0)))
  (func $unscaled (param i32) (result i32) (i32.load offset=3 (local.get 0)))
  (func $signed_9_bits (param i32) (result i32) (i32.load offset=255 (local.get 0)))
  (func $scaled_12_bits (param i32) (result i32) (i32.load offset=16380 (local.get 0)))
  (func $beyond_scaled_12_bits (param i32) (result i32) (i32.load offset=16384 (local.get 0)))
  (func $unaligned (param i32) (result i32) (i32.load offset=4099 (local.get 0)))
  (func $pages (param i32) (result i32) (i32.load offset=65536 (local.get 0)))
  (func $far (param i32) (result i32) (i32.load offset=1048576 (local.get 0)))
  (func $odd_far (param i32) (result i32) (i32.load offset=1193046 (local.get 0)))
  (func $last_guarded (param i32) (result i32) (i32.load offset=67108848 (local.get 0)))
  (func $beyond_guard (param i32) (result i32) (i32.load offset=67108849 (local.get 0)))
  (func $most (param i32) (result i32) (i32.load offset=4294967295 (local.get 0)))
  (func $byte (param i32) (result i32) (i32.load8_u offset=4095 (local.get 0)))
  (func $i64 (param i32) (result i64) (i64.load offset=32760 (local.get 0)))
  (func $f64 (param i32) (result f64) (f64.load offset=32768 (local.get 0)))
  (func $two_of_one_address (param i32) (result i32)
    (i32.add (i32.load offset=16 (local.get 0)) (i32.load offset=20 (local.get 0)))))
;; $none
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.load
;;       mov eax, [r15+rdi]  ; out of bounds                |   ldr w0, [x27, w2, uxtw]  ; out of bounds
;;   end
;;
;; $near
;;     x86-64: 1 instruction, 5 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.load offset=4
;;       mov eax, [r15+rdi+0x4]  ; out of bounds            |   add x1, x27, x2
;;                                                          |   ldr w0, [x1, #4]  ; out of bounds
;;   end
;;
;; $unscaled
;;     x86-64: 1 instruction, 5 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.load offset=3
;;       mov eax, [r15+rdi+0x3]  ; out of bounds            |   add x1, x27, x2
;;                                                          |   ldur w0, [x1, #3]  ; out of bounds
;;   end
;;
;; $signed_9_bits
;;     x86-64: 1 instruction, 8 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.load offset=255
;;       mov eax, [r15+rdi+0xff]  ; out of bounds           |   add x1, x27, x2
;;                                                          |   ldur w0, [x1, #0xff]  ; out of bounds
;;   end
;;
;; $scaled_12_bits
;;     x86-64: 1 instruction, 8 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.load offset=16380
;;       mov eax, [r15+rdi+0x3ffc]  ; out of bounds         |   add x1, x27, x2
;;                                                          |   ldr w0, [x1, #0x3ffc]  ; out of bounds
;;   end
;;
;; $beyond_scaled_12_bits
;;     x86-64: 1 instruction, 8 bytes                       | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   i32.load offset=16384
;;       mov eax, [r15+rdi+0x4000]  ; out of bounds         |   add x17, x27, x2
;;                                                          |   add x17, x17, #4, lsl #12
;;                                                          |   ldr w0, [x17]  ; out of bounds
;;   end
;;
;; $unaligned
;;     x86-64: 1 instruction, 8 bytes                       | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   i32.load offset=4099
;;       mov eax, [r15+rdi+0x1003]  ; out of bounds         |   add x17, x27, x2
;;                                                          |   add x17, x17, #1, lsl #12
;;                                                          |   ldur w0, [x17, #3]  ; out of bounds
;;   end
;;
;; $pages
;;     x86-64: 1 instruction, 8 bytes                       | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   i32.load offset=65536
;;       mov eax, [r15+rdi+0x10000]  ; out of bounds        |   add x17, x27, x2
;;                                                          |   add x17, x17, #0x10, lsl #12
;;                                                          |   ldr w0, [x17]  ; out of bounds
;;   end
;;
;; $far
;;     x86-64: 1 instruction, 8 bytes                       | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   i32.load offset=1048576
;;       mov eax, [r15+rdi+0x100000]  ; out of bounds       |   add x17, x27, x2
;;                                                          |   add x17, x17, #0x100, lsl #12
;;                                                          |   ldr w0, [x17]  ; out of bounds
;;   end
;;
;; $odd_far
;;     x86-64: 1 instruction, 8 bytes                       | AArch64: 4 instructions, 16 bytes
;;   local.get 0
;;   i32.load offset=1193046
;;       mov eax, [r15+rdi+0x123456]  ; out of bounds       |   movz w17, #0x3456
;;                                                          |   movk w17, #0x12, lsl #16
;;                                                          |   add x17, x17, x2
;;                                                          |   ldr w0, [x27, x17]  ; out of bounds
;;   end
;;
;; $last_guarded
;;     x86-64: 1 instruction, 8 bytes                       | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   i32.load offset=67108848
;;       mov eax, [r15+rdi+0x3fffff0]  ; out of bounds      |   orr w17, wzr, #0x3fffff0
;;                                                          |   add x17, x17, x2
;;                                                          |   ldr w0, [x27, x17]  ; out of bounds
;;   end
;;
;; $beyond_guard
;;     x86-64: 5 instructions, 24 bytes                     | AArch64: 6 instructions, 24 bytes
;;   local.get 0
;;   i32.load offset=67108849
;;       lea r11, [rdi+0x3fffff1]                           |   movz w17, #0xfff1
;;       bt r11, 0x20                                       |   movk w17, #0x3ff, lsl #16
;;       jb L0                                              |   add x16, x2, x17, uxtx
;;       mov eax, [r15+r11]  ; out of bounds                |   tbnz x16, #0x20, L0
;;                                                          |   ldr w0, [x27, x16]  ; out of bounds
;;   end
;;   out of line: i32.load offset=67108849
;;     L0:                                                  | L0:
;;       ud2  ; out of bounds                               |   udf #0  ; out of bounds
;;
;; $most
;;     x86-64: 6 instructions, 26 bytes                     | AArch64: 5 instructions, 20 bytes
;;   local.get 0
;;   i32.load offset=4294967295
;;       mov r11d, 0xffffffff                               |   movn w17, #0
;;       add r11, rdi                                       |   add x16, x2, x17, uxtx
;;       bt r11, 0x20                                       |   tbnz x16, #0x20, L0
;;       jb L0                                              |   ldr w0, [x27, x16]  ; out of bounds
;;       mov eax, [r15+r11]  ; out of bounds                |
;;   end
;;   out of line: i32.load offset=4294967295
;;     L0:                                                  | L0:
;;       ud2  ; out of bounds                               |   udf #0  ; out of bounds
;;
;; $byte
;;     x86-64: 1 instruction, 9 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.load8_u offset=4095
;;       movzx eax, byte ptr [r15+rdi+0xfff]  ; out of bounds |   add x1, x27, x2
;;                                                          |   ldrb w0, [x1, #0xfff]  ; out of bounds
;;   end
;;
;; $i64
;;     x86-64: 1 instruction, 8 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i64.load offset=32760
;;       mov rax, [r15+rdi+0x7ff8]  ; out of bounds         |   add x1, x27, x2
;;                                                          |   ldr x0, [x1, #0x7ff8]  ; out of bounds
;;   end
;;
;; $f64
;;     x86-64: 1 instruction, 10 bytes                      | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   f64.load offset=32768
;;       vmovsd xmm0, qword ptr [r15+rdi+0x8000]  ; out of bounds |   add x17, x27, x2
;;                                                          |   add x17, x17, #8, lsl #12
;;                                                          |   ldr d0, [x17]  ; out of bounds
;;   end
;;
;; $two_of_one_address
;;     x86-64: 2 instructions, 10 bytes                     | AArch64: 4 instructions, 16 bytes
;;   local.get 0
;;   i32.load offset=16
;;       mov eax, [r15+rdi+0x10]  ; out of bounds           |   add x1, x27, x2
;;                                                          |   ldr w0, [x1, #0x10]  ; out of bounds
;;   local.get 0
;;   i32.load offset=20
;;                                                          |   ldr w3, [x1, #0x14]  ; out of bounds
;;   i32.add
;;       add eax, [r15+rdi+0x14]  ; out of bounds           |   add w0, w0, w3
;;   end
